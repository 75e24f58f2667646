"""The days as pictures: whole for the responsable, hours of call alone for a wall or a screen."""

from collections.abc import Callable, Iterator

from tpplanner.export.matter import Audience, Copy, Matter
from tpplanner.export.svg.days import internal_pictures, posted_pictures
from tpplanner.export.svg.drawing import Picture
from tpplanner.export.svg.files import png_file, svg_file
from tpplanner.texts.dossier import AUDIENCES, journee

Draw = Callable[[Picture, str], bytes]


def journees_svg(matter: Matter) -> Iterator[Copy]:
    """A file a picture: juries and rooms, then candidats, of each day."""
    return _days(matter, svg_file)


def journees_png(matter: Matter) -> Iterator[Copy]:
    """The same, for programs that open no SVG."""
    return _days(matter, png_file)


def appels_svg(matter: Matter) -> Iterator[Copy]:
    """A file a day."""
    return _calls(matter, svg_file)


def appels_png(matter: Matter) -> Iterator[Copy]:
    """The same, for programs that open no SVG."""
    return _calls(matter, png_file)


def _days(matter: Matter, draw: Draw) -> Iterator[Copy]:
    for jour in matter.agenda.jours:
        for picture in internal_pictures(matter.agenda, jour):
            yield Copy(journee(picture.jour, picture.sujet), draw(picture, AUDIENCES[Audience.RESPONSABLE]))


def _calls(matter: Matter, draw: Draw) -> Iterator[Copy]:
    for jour in matter.agenda.jours:
        for picture in posted_pictures(matter.agenda, jour, matter.designation):
            yield Copy(picture.jour, draw(picture, AUDIENCES[Audience.AFFICHAGE]))
