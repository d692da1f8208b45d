#include "ipd_trace.h"

#include "address.h"
#include "ipd_icmp.h"

#include <errno.h>
#include <linux/errqueue.h>
#include <poll.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

// The queue of errors is read by control messages, whose macros Swift does not see.

int ipd_trace_hear_errors(int descriptor, int family) {
    const int one = 1;
    const int set = family == 6 ? setsockopt(descriptor, IPPROTO_IPV6, IPV6_RECVERR, &one, sizeof one)
                                : setsockopt(descriptor, IPPROTO_IP, IP_RECVERR, &one, sizeof one);
    return set < 0 ? -errno : 0;
}

int ipd_trace_open_udp(int family) {
    const int one = 1;
    const int descriptor =
        socket(family == 6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_UDP);
    if (descriptor < 0) return -errno;
    setsockopt(descriptor, SOL_SOCKET, SO_TIMESTAMPNS, &one, sizeof one);
    const int heard = ipd_trace_hear_errors(descriptor, family);
    if (heard < 0) {
        close(descriptor);
        return heard;
    }
    return descriptor;
}

int ipd_trace_send(int descriptor, int family, const uint8_t *address, uint16_t port, int hops, const uint8_t *octets,
    uint32_t count) {
    struct sockaddr_storage storage;
    const socklen_t length = ipd_fill_address(&storage, family, address, port);
    const int set = family == 6 ? setsockopt(descriptor, IPPROTO_IPV6, IPV6_UNICAST_HOPS, &hops, sizeof hops)
                                : setsockopt(descriptor, IPPROTO_IP, IP_TTL, &hops, sizeof hops);
    if (set < 0) return -errno;
    return sendto(descriptor, octets, count, 0, (struct sockaddr *)&storage, length) < 0 ? -errno : 0;
}

static void take_address(const struct sockaddr_storage *from, struct ipd_trace_answer *answer, int family) {
    if (family == 6) memcpy(answer->from, &((const struct sockaddr_in6 *)from)->sin6_addr, 16);
    else memcpy(answer->from, &((const struct sockaddr_in *)from)->sin_addr, 4);
}

static int take(int descriptor, int family, struct ipd_trace_answer *answer, int flags) {
    struct sockaddr_storage peer;
    struct iovec part = {.iov_base = answer->octets, .iov_len = sizeof answer->octets};
    union {
        struct cmsghdr header;
        uint8_t octets[512];
    } control;
    struct msghdr message = {.msg_name = &peer, .msg_namelen = sizeof peer, .msg_iov = &part, .msg_iovlen = 1,
        .msg_control = &control, .msg_controllen = sizeof control};
    memset(&peer, 0, sizeof peer);
    const ssize_t got = recvmsg(descriptor, &message, MSG_DONTWAIT | flags);
    if (got < 0) return errno == EAGAIN || errno == EINTR ? 0 : -errno;
    answer->count = (uint32_t)got;
    answer->nanoseconds = ipd_realtime();
    answer->kind = 2;
    take_address(&peer, answer, family);
    answer->port = ntohs(family == 6 ? ((struct sockaddr_in6 *)&peer)->sin6_port : ((struct sockaddr_in *)&peer)->sin_port);
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SO_TIMESTAMPNS) {
            struct timespec stamp;
            memcpy(&stamp, CMSG_DATA(header), sizeof stamp);
            answer->nanoseconds = (int64_t)stamp.tv_sec * 1000000000 + stamp.tv_nsec;
        }
        const int is_error = (header->cmsg_level == IPPROTO_IP && header->cmsg_type == IP_RECVERR)
            || (header->cmsg_level == IPPROTO_IPV6 && header->cmsg_type == IPV6_RECVERR);
        if (!is_error) continue;
        struct {
            struct sock_extended_err error;
            struct sockaddr_storage offender;
        } seen;
        memset(&seen, 0, sizeof seen);
        const size_t room = header->cmsg_len - CMSG_LEN(0);
        memcpy(&seen.error, CMSG_DATA(header), room < sizeof seen.error ? room : sizeof seen.error);
        // What the host itself finds, such as a packet that is too big, is no answer.
        if (seen.error.ee_origin != SO_EE_ORIGIN_ICMP && seen.error.ee_origin != SO_EE_ORIGIN_ICMP6) return 0;
        if (room > sizeof seen.error) {
            const size_t left = room - sizeof seen.error;
            memcpy(&seen.offender, CMSG_DATA(header) + sizeof seen.error,
                left < sizeof seen.offender ? left : sizeof seen.offender);
        }
        answer->kind = 1;
        answer->type = seen.error.ee_type;
        answer->code = seen.error.ee_code;
        take_address(&seen.offender, answer, family);
    }
    return 1;
}

int ipd_trace_receive(int descriptor, int family, struct ipd_trace_answer *answer, int milliseconds) {
    struct pollfd ready = {.fd = descriptor, .events = POLLIN};
    const int count = poll(&ready, 1, milliseconds);
    if (count < 0) return errno == EINTR ? 0 : -errno;
    if (count == 0) return 0;
    memset(answer, 0, sizeof *answer);
    const int error = take(descriptor, family, answer, MSG_ERRQUEUE);
    // A pending error of the socket is told once by a read, and stands in the queue with its source.
    if (error != 0) return error > 0 ? 1 : 0;
    const int packet = take(descriptor, family, answer, 0);
    return packet > 0 && answer->kind == 2 ? 1 : 0;
}
