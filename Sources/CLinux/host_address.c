#include "ipd_netlink.h"

#include <errno.h>
#include <linux/if_addr.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

// getifaddrs gives neither the flags of an address nor how long it holds.

#define SAME(ours, kernels) _Static_assert((unsigned)(ours) == (unsigned)(kernels), #ours)
SAME(IPD_IFA_TEMPORARY, IFA_F_TEMPORARY); SAME(IPD_IFA_OPTIMISTIC, IFA_F_OPTIMISTIC);
SAME(IPD_IFA_DUPLICATE, IFA_F_DADFAILED); SAME(IPD_IFA_DEPRECATED, IFA_F_DEPRECATED);
SAME(IPD_IFA_TENTATIVE, IFA_F_TENTATIVE); SAME(IPD_IFA_PERMANENT, IFA_F_PERMANENT);
SAME(IPD_IFA_STABLE_PRIVACY, IFA_F_STABLE_PRIVACY);

/// Reads one message about an address. Returns 1 when there is an address in it.
static int take(const struct nlmsghdr *message, struct ipd_host_address *address) {
    if (message->nlmsg_len < NLMSG_LENGTH(sizeof(struct ifaddrmsg))) return 0;
    const struct ifaddrmsg *head = NLMSG_DATA(message);
    unsigned size = head->ifa_family == AF_INET ? 4 : head->ifa_family == AF_INET6 ? 16 : 0;
    if (size == 0) return 0;
    memset(address, 0, sizeof *address);
    address->link = head->ifa_index;
    address->flags = head->ifa_flags;
    address->version = size == 4 ? 4 : 6;
    address->prefix = head->ifa_prefixlen;
    address->is_link_local = head->ifa_scope == RT_SCOPE_LINK;
    int found = 0;
    int left = (int)(message->nlmsg_len - NLMSG_LENGTH(sizeof *head));
    for (const struct rtattr *part = IFA_RTA(head); RTA_OK(part, left); part = RTA_NEXT(part, left)) {
        unsigned length = RTA_PAYLOAD(part);
        // The local end of a point-to-point link is IFA_LOCAL; elsewhere both are the same, or only IFA_ADDRESS is there.
        if ((part->rta_type == IFA_LOCAL || (part->rta_type == IFA_ADDRESS && found == 0)) && length >= size) {
            memcpy(address->address, RTA_DATA(part), size);
            found = part->rta_type == IFA_LOCAL ? 2 : 1;
        } else if (part->rta_type == IFA_BROADCAST && size == 4 && length >= 4) {
            memcpy(address->broadcast, RTA_DATA(part), 4);
            address->has_broadcast = 1;
        } else if (part->rta_type == IFA_FLAGS && length >= 4) {
            memcpy(&address->flags, RTA_DATA(part), 4);
        }
    }
    return found != 0;
}

static int ask(int descriptor) {
    const struct timeval second = {.tv_sec = 1};
    if (setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &second, sizeof second) < 0) return -errno;
    struct {
        struct nlmsghdr head;
        struct ifaddrmsg body;
    } request = {
        .head = {.nlmsg_len = sizeof request, .nlmsg_type = RTM_GETADDR, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP,
            .nlmsg_seq = 1},
    };
    const struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
    ssize_t sent = sendto(descriptor, &request, sizeof request, 0, (const struct sockaddr *)&kernel, sizeof kernel);
    return sent < 0 ? -errno : 0;
}

int ipd_host_addresses(struct ipd_host_address *room, uint32_t capacity) {
    int descriptor = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (descriptor < 0) return -errno;
    int result = ask(descriptor);
    uint32_t count = 0;
    // The kernel's dumps come in parts of at most 32 KiB.
    static _Thread_local char buffer[32768] __attribute__((aligned(NLMSG_ALIGNTO)));
    for (int isDone = result < 0; !isDone;) {
        ssize_t got = recv(descriptor, buffer, sizeof buffer, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) {
            result = got < 0 ? -errno : -EIO;
            break;
        }
        for (size_t place = 0; place + sizeof(struct nlmsghdr) <= (size_t)got;) {
            const struct nlmsghdr *message = (const void *)(buffer + place);
            if (message->nlmsg_len < sizeof *message || message->nlmsg_len > (size_t)got - place) break;
            place += NLMSG_ALIGN(message->nlmsg_len);
            if (message->nlmsg_type == NLMSG_DONE || message->nlmsg_type == NLMSG_ERROR) {
                if (message->nlmsg_type == NLMSG_ERROR) result = -EIO;
                isDone = 1;
                break;
            }
            struct ipd_host_address address;
            if (message->nlmsg_type != RTM_NEWADDR || !take(message, &address)) continue;
            if (count < capacity) room[count] = address;
            if (count < 1 << 20) count++;
        }
    }
    close(descriptor);
    return result < 0 ? result : (int)count;
}
