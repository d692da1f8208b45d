#include "ipd_wake.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

// Swift's Glibc module has no eventfd.

int ipd_wake_open(void) {
    int wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return wake < 0 ? -errno : wake;
}

void ipd_wake(int wake) {
    const uint64_t one = 1;
    // The only failure is a full counter, which wakes as well.
    ssize_t written = write(wake, &one, sizeof one);
    (void)written;
}

void ipd_wake_clear(int wake) {
    uint64_t count;
    ssize_t taken = read(wake, &count, sizeof count);
    (void)taken;
}

int ipd_wait(int descriptor, int wake, int milliseconds) {
    struct pollfd both[2] = {{.fd = descriptor, .events = POLLIN}, {.fd = wake, .events = POLLIN}};
    for (;;) {
        int ready = poll(both, 2, milliseconds);
        if (ready < 0 && errno == EINTR) continue;
        if (ready < 0) return -errno;
        return (both[0].revents ? 1 : 0) | (both[1].revents ? 2 : 0);
    }
}
