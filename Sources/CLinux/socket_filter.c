#include "ipd_socket_filter.h"

#include <errno.h>
#include <linux/filter.h>
#include <sys/socket.h>

// Swift's Glibc module has no sock_fprog, and libpcap would also drop what already waits.

int ipd_socket_filter(int descriptor, const void *instructions, uint32_t count) {
    if (count == 0 || count > BPF_MAXINSNS) return -EINVAL;
    const struct sock_fprog program = {
        .len = (unsigned short)count, .filter = (struct sock_filter *)(uintptr_t)instructions};
    return setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) < 0 ? -errno : 0;
}

int ipd_socket_mute(int descriptor) {
    struct sock_filter nothing[] = {BPF_STMT(BPF_RET | BPF_K, 0)};
    const struct sock_fprog program = {.len = 1, .filter = nothing};
    return setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) < 0 ? -errno : 0;
}
