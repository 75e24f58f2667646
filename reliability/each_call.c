/* Loaded before the C library (LD_PRELOAD): counts the calls that change the disk below some folders, whichever process
 * and thread makes them, and at one of them kills the whole group of processes or refuses the call.
 *
 * strace counts by thread, and cannot tell a folder from what lies in it; this counts as they happen. What is shared is a
 * file in memory, laid out as `Control` in injection.py.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { COUNT, KILL, KILL_HALFWAY, REFUSE_ONCE, REFUSE_ON };
#define FOLDERS 4
#define WIDTH 1024
#define TOLD 262144

struct control {
    volatile uint32_t armed, calls, at, how, error, told;
    char folders[FOLDERS][WIDTH];
    char said[TOLD];
};

static struct control *control;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("EACH_CALL");
    int file = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *there = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (there != MAP_FAILED) control = there;
    close(file);
}

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

/* Where a path leads, as it is written: absolute, below the present folder or below an open one. */
static int absolute(int folder, const char *path, char *out) {
    char above[PATH_MAX];
    if (!path) return 0;
    if (path[0] == '/') return snprintf(out, PATH_MAX, "%s", path) < PATH_MAX;
    if (folder == AT_FDCWD) {
        if (!getcwd(above, sizeof above)) return 0;
    } else {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t length = readlink(link, above, sizeof above - 1);
        if (length < 0) return 0;
        above[length] = 0;
    }
    return snprintf(out, PATH_MAX, "%s/%s", above, path) < PATH_MAX;
}

static int below(const char *path) {
    for (int n = 0; n < FOLDERS; n++) {
        size_t length = strlen(control->folders[n]);
        if (length && !strncmp(path, control->folders[n], length) && (!path[length] || path[length] == '/')) return 1;
    }
    return 0;
}

/* Whether a refusal may come from such a call: a full disk refuses none that takes away, no right is asked of a write. */
static int refusable(const char *name) {
    int writes = !strcmp(name, "write") || !strcmp(name, "fsync");
    int makes = writes || !strcmp(name, "open") || !strcmp(name, "mkdir") || !strcmp(name, "link");
    return control->error == ENOSPC ? makes : control->error == EACCES ? !writes : 1;
}

enum { GO_ON, REFUSED, HALFWAY };

/* One call more: what becomes of it. */
static int reach(const char *name, const char *path) {
    int before = errno;
    uint32_t call = __sync_add_and_fetch(&control->calls, 1);
    size_t length = strlen(name) + strlen(path) + 2;
    uint32_t place = __sync_fetch_and_add(&control->told, length);
    if (place + length < TOLD) {
        memcpy(control->said + place, name, strlen(name));
        control->said[place + strlen(name)] = ' ';
        memcpy(control->said + place + strlen(name) + 1, path, strlen(path));
        control->said[place + length - 1] = '\n';
    }
    errno = before;
    if (!control->at || call < control->at) return GO_ON;
    if (control->how == KILL) kill(0, SIGKILL), pause();
    if (control->how == KILL_HALFWAY) return HALFWAY;
    if (control->how == REFUSE_ONCE && call != control->at) return GO_ON;
    if ((control->how == REFUSE_ONCE || control->how == REFUSE_ON) && refusable(name)) {
        errno = control->error;
        return REFUSED;
    }
    return GO_ON;
}

static int at_path(const char *name, int folder, const char *path) {
    char whole[PATH_MAX];
    if (!control || !control->armed) return GO_ON;
    int before = errno, ours = absolute(folder, path, whole) && below(whole);
    errno = before;
    return ours ? reach(name, whole) : GO_ON;
}

static int at_file(const char *name, int file) {
    char link[64], whole[PATH_MAX];
    if (!control || !control->armed) return GO_ON;
    int before = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, whole, sizeof whole - 1);
    errno = before;
    if (length < 0) return GO_ON;
    whole[length] = 0;
    return below(whole) ? reach(name, whole) : GO_ON;
}

static int opens(int folder, const char *path, int flags) {
    return flags & (O_CREAT | O_TRUNC) ? at_path("open", folder, path) : GO_ON;
}

#define OPEN(name, before, passed, folder) \
    int name before { \
        REAL(name); \
        mode_t mode = 0; \
        if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); } \
        return opens(folder, path, flags) == REFUSED ? -1 : real passed; \
    }

OPEN(open, (const char *path, int flags, ...), (path, flags, mode), AT_FDCWD)
OPEN(open64, (const char *path, int flags, ...), (path, flags, mode), AT_FDCWD)
OPEN(openat, (int folder, const char *path, int flags, ...), (folder, path, flags, mode), folder)
OPEN(openat64, (int folder, const char *path, int flags, ...), (folder, path, flags, mode), folder)

ssize_t write(int file, const void *bytes, size_t size) {
    REAL(write);
    switch (at_file("write", file)) {
    case REFUSED: return -1;
    case HALFWAY: real(file, bytes, size / 2), kill(0, SIGKILL), pause();
    }
    return real(file, bytes, size);
}

#define AT(name, type, before, passed, where) \
    type name before { \
        REAL(name); \
        return (where) == REFUSED ? (type)-1 : real passed; \
    }

AT(writev, ssize_t, (int file, const struct iovec *parts, int count), (file, parts, count), at_file("write", file))
AT(pwrite64, ssize_t, (int file, const void *b, size_t size, off_t to), (file, b, size, to), at_file("write", file))
AT(sendfile64, ssize_t, (int file, int from, off_t *at, size_t size), (file, from, at, size), at_file("write", file))
AT(sendfile, ssize_t, (int file, int from, off_t *at, size_t size), (file, from, at, size), at_file("write", file))
AT(copy_file_range, ssize_t, (int from, off_t *at, int file, off_t *to, size_t size, unsigned flags),
   (from, at, file, to, size, flags), at_file("write", file))
AT(ftruncate64, int, (int file, off_t size), (file, size), at_file("write", file))
AT(fsync, int, (int file), (file), at_file("fsync", file))
AT(fdatasync, int, (int file), (file), at_file("fsync", file))
AT(rename, int, (const char *from, const char *to), (from, to), at_path("rename", AT_FDCWD, to))
AT(renameat, int, (int a, const char *from, int b, const char *to), (a, from, b, to), at_path("rename", b, to))
AT(link, int, (const char *from, const char *to), (from, to), at_path("link", AT_FDCWD, to))
AT(linkat, int, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags), at_path("link", b, to))
AT(symlink, int, (const char *from, const char *to), (from, to), at_path("link", AT_FDCWD, to))
AT(unlink, int, (const char *path), (path), at_path("unlink", AT_FDCWD, path))
AT(unlinkat, int, (int folder, const char *path, int flags), (folder, path, flags), at_path("unlink", folder, path))
AT(rmdir, int, (const char *path), (path), at_path("rmdir", AT_FDCWD, path))
AT(mkdir, int, (const char *path, mode_t mode), (path, mode), at_path("mkdir", AT_FDCWD, path))
AT(mkdirat, int, (int folder, const char *path, mode_t mode), (folder, path, mode), at_path("mkdir", folder, path))
AT(chmod, int, (const char *path, mode_t mode), (path, mode), at_path("chmod", AT_FDCWD, path))
AT(fchmod, int, (int file, mode_t mode), (file, mode), at_file("chmod", file))
AT(fchmodat, int, (int folder, const char *path, mode_t mode, int flags), (folder, path, mode, flags), at_path("chmod", folder, path))
AT(utimensat, int, (int folder, const char *path, const struct timespec times[2], int flags), (folder, path, times, flags),
   path ? at_path("utime", folder, path) : at_file("utime", folder))
AT(futimens, int, (int file, const struct timespec times[2]), (file, times), at_file("utime", file))
