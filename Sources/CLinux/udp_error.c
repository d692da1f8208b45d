#include "ipd_udp.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/errqueue.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

// The error queue (ip(7), IP_RECVERR) comes as control messages, whose macros Swift does not see.

int ipd_udp_keep_errors(int descriptor, int family) {
    const int on = 1;
    int level = family == 6 ? IPPROTO_IPV6 : IPPROTO_IP;
    int option = family == 6 ? IPV6_RECVERR : IP_RECVERR;
    return setsockopt(descriptor, level, option, &on, sizeof on) == 0 ? 0 : -errno;
}

static void read_target(const struct sockaddr_storage *from, struct ipd_endpoint *target) {
    memset(target, 0, sizeof *target);
    if (from->ss_family == AF_INET6) {
        const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)from;
        target->family = 6;
        target->port = ntohs(six->sin6_port);
        target->scope = six->sin6_scope_id;
        memcpy(target->address, &six->sin6_addr, 16);
    } else {
        const struct sockaddr_in *four = (const struct sockaddr_in *)from;
        target->family = 4;
        target->port = ntohs(four->sin_port);
        memcpy(target->address, &four->sin_addr, 4);
    }
}

int ipd_udp_next_error(int descriptor, struct ipd_endpoint *target) {
    struct sockaddr_storage address;
    _Alignas(struct cmsghdr) uint8_t control[512];
    uint8_t start[64];
    for (;;) {
        struct iovec piece = {.iov_base = start, .iov_len = sizeof start};
        struct msghdr message = {
            .msg_name = &address, .msg_namelen = sizeof address, .msg_iov = &piece, .msg_iovlen = 1,
            .msg_control = control, .msg_controllen = sizeof control};
        if (recvmsg(descriptor, &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0) {
            if (errno == EINTR) continue;
            return 0;
        }
        for (struct cmsghdr *each = CMSG_FIRSTHDR(&message); each; each = CMSG_NXTHDR(&message, each)) {
            int is_error = (each->cmsg_level == IPPROTO_IP && each->cmsg_type == IP_RECVERR)
                || (each->cmsg_level == IPPROTO_IPV6 && each->cmsg_type == IPV6_RECVERR);
            if (!is_error) continue;
            struct sock_extended_err kept;
            memcpy(&kept, CMSG_DATA(each), sizeof kept);
            if (kept.ee_errno == 0) continue;
            read_target(&address, target);
            return (int)kept.ee_errno;
        }
    }
}
