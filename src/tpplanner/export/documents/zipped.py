"""A .docx whose bytes depend on what it says, not on when it was made."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_NEUTRAL = (2000, 1, 1, 0, 0, 0)


def dated(content: bytes) -> bytes:
    """The same archive, every part of it dated alike."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name in source.namelist():
            part = ZipInfo(name, _NEUTRAL)
            part.compress_type = ZIP_DEFLATED
            archive.writestr(part, source.read(name))
    return target.getvalue()
