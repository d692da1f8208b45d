#include "ipd_icmp.h"

#include "address.h"

#include <errno.h>
#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

// Control messages need macros that Swift does not see.

int64_t ipd_realtime(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int ipd_icmp_open(int family, int *is_raw) {
    const int domain = family == 6 ? AF_INET6 : AF_INET;
    const int protocol = family == 6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP;
    const int one = 1;
    *is_raw = 0;
    int descriptor = socket(domain, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);
    if (descriptor < 0) {
        *is_raw = 1;
        descriptor = socket(domain, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);
        if (descriptor < 0) return -errno;
        if (family == 6) {
            // Of all that comes, only answers and errors.
            struct icmp6_filter filter;
            ICMP6_FILTER_SETBLOCKALL(&filter);
            ICMP6_FILTER_SETPASS(ICMP6_ECHO_REPLY, &filter);
            ICMP6_FILTER_SETPASS(ICMP6_DST_UNREACH, &filter);
            ICMP6_FILTER_SETPASS(ICMP6_TIME_EXCEEDED, &filter);
            setsockopt(descriptor, IPPROTO_ICMPV6, ICMP6_FILTER, &filter, sizeof filter);
        }
    }
    setsockopt(descriptor, SOL_SOCKET, SO_TIMESTAMPNS, &one, sizeof one);
    // Lets a datagram socket hear at once that nobody can be reached.
    if (!*is_raw) {
        if (family == 6) setsockopt(descriptor, IPPROTO_IPV6, IPV6_RECVERR, &one, sizeof one);
        else setsockopt(descriptor, IPPROTO_IP, IP_RECVERR, &one, sizeof one);
    }
    return descriptor;
}

int ipd_icmp_send(int descriptor, int family, const uint8_t *address, const uint8_t *octets, uint32_t count) {
    struct sockaddr_storage storage;
    const socklen_t length = ipd_fill_address(&storage, family, address, 0);
    return sendto(descriptor, octets, count, 0, (struct sockaddr *)&storage, length) < 0 ? -errno : 0;
}

int ipd_icmp_receive(int descriptor, uint8_t *room, uint32_t capacity, int64_t *nanoseconds, int milliseconds) {
    struct pollfd ready = {.fd = descriptor, .events = POLLIN};
    int count = poll(&ready, 1, milliseconds);
    if (count < 0) return errno == EINTR ? 0 : -errno;
    if (count == 0) return 0;
    struct iovec part = {.iov_base = room, .iov_len = capacity};
    union {
        struct cmsghdr header;
        uint8_t octets[256];
    } control;
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    ssize_t got = recvmsg(descriptor, &message, MSG_DONTWAIT);
    if (got < 0) return errno == EAGAIN || errno == EINTR ? 0 : -errno;
    *nanoseconds = ipd_realtime();
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SO_TIMESTAMPNS) {
            struct timespec stamp;
            memcpy(&stamp, CMSG_DATA(header), sizeof stamp);
            *nanoseconds = (int64_t)stamp.tv_sec * 1000000000 + stamp.tv_nsec;
        }
    }
    return (int)got;
}
