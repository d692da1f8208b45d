#include "ipd_dhcp.h"

#include "address.h"
#include "ipd_socket_filter.h"

#include <errno.h>
#include <ifaddrs.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

// Swift's Glibc module has no sockaddr_ll, no control messages and no inotify.

static int closing(int descriptor) {
    const int error = errno;
    close(descriptor);
    return -error;
}

static void fill_link(struct sockaddr_ll *link, uint32_t interface, uint16_t ether_type) {
    memset(link, 0, sizeof *link);
    link->sll_family = AF_PACKET;
    link->sll_protocol = htons(ether_type);
    link->sll_ifindex = (int)interface;
}

int ipd_packet_open(uint32_t interface, uint16_t ether_type, const void *instructions, uint32_t count) {
    const int on = 1;
    // Protocol 0 takes nothing: the filter is there before the first packet.
    const int descriptor = socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return -errno;
    struct sockaddr_ll link;
    fill_link(&link, interface, ether_type);
    const int filtered = ipd_socket_filter(descriptor, instructions, count);
    if (filtered < 0) {
        close(descriptor);
        return filtered;
    }
    if (setsockopt(descriptor, SOL_PACKET, PACKET_AUXDATA, &on, sizeof on) < 0
        || bind(descriptor, (struct sockaddr *)&link, sizeof link) < 0)
        return closing(descriptor);
    return descriptor;
}

int ipd_packet_receive(int descriptor, uint8_t *room, uint32_t capacity, struct ipd_packet_facts *facts) {
    struct sockaddr_ll link;
    struct iovec part = {.iov_base = room, .iov_len = capacity};
    union {
        struct cmsghdr header;
        uint8_t octets[CMSG_SPACE(sizeof(struct tpacket_auxdata))];
    } control;
    struct msghdr message = {
        .msg_name = &link, .msg_namelen = sizeof link, .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control,
        .msg_controllen = sizeof control};
    const ssize_t got = recvmsg(descriptor, &message, MSG_DONTWAIT | MSG_TRUNC);
    if (got < 0) return -errno;
    memset(facts, 0, sizeof *facts);
    facts->is_foreign = link.sll_pkttype == PACKET_OTHERHOST || link.sll_pkttype == PACKET_OUTGOING;
    if (link.sll_halen == 6) memcpy(facts->source, link.sll_addr, 6);
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_PACKET || header->cmsg_type != PACKET_AUXDATA) continue;
        struct tpacket_auxdata facts_of_kernel;
        memcpy(&facts_of_kernel, CMSG_DATA(header), sizeof facts_of_kernel);
        facts->is_checksum_open = (facts_of_kernel.tp_status & TP_STATUS_CSUMNOTREADY) != 0;
        if ((facts_of_kernel.tp_status & TP_STATUS_VLAN_VALID) && (facts_of_kernel.tp_vlan_tci & 0x0fff))
            facts->is_foreign = 1;
    }
    return (int)got;
}

int ipd_packet_send(
    int descriptor, uint32_t interface, uint16_t ether_type, const uint8_t *target, const uint8_t *octets, uint32_t count) {
    struct sockaddr_ll link;
    fill_link(&link, interface, ether_type);
    link.sll_halen = 6;
    memcpy(link.sll_addr, target, 6);
    return sendto(descriptor, octets, count, MSG_DONTWAIT, (struct sockaddr *)&link, sizeof link) < 0 ? -errno : 0;
}

int ipd_dhcp_hold_port(const char *interface, uint16_t port) {
    static const uint8_t any[4];
    struct sockaddr_storage local;
    const int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return -errno;
    const int muted = ipd_socket_mute(descriptor);
    if (muted < 0) {
        close(descriptor);
        return muted;
    }
    const socklen_t length = ipd_fill_address(&local, 4, any, port);
    if (setsockopt(descriptor, SOL_SOCKET, SO_BINDTODEVICE, interface, (socklen_t)strlen(interface) + 1) < 0
        || bind(descriptor, (struct sockaddr *)&local, length) < 0)
        return closing(descriptor);
    return descriptor;
}

// Finds an interface's link-local address. Returns 0, or the negative errno.
static int link_local(const char *interface, uint8_t *address) {
    struct ifaddrs *all;
    if (getifaddrs(&all) < 0) return -errno;
    int result = -EADDRNOTAVAIL;
    for (const struct ifaddrs *entry = all; entry && result < 0; entry = entry->ifa_next) {
        if (!entry->ifa_addr || entry->ifa_addr->sa_family != AF_INET6 || strcmp(entry->ifa_name, interface)) continue;
        const struct in6_addr *found = &((const struct sockaddr_in6 *)entry->ifa_addr)->sin6_addr;
        if (!IN6_IS_ADDR_LINKLOCAL(found)) continue;
        memcpy(address, found, 16);
        result = 0;
    }
    freeifaddrs(all);
    return result;
}

int ipd_dhcp6_open(const char *interface, uint32_t index, uint16_t port, uint8_t *address) {
    const int on = 1;
    const int found = link_local(interface, address);
    if (found < 0) return found;
    const int descriptor = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return -errno;
    struct sockaddr_storage local;
    const socklen_t length = ipd_fill_address(&local, 6, address, port);
    ((struct sockaddr_in6 *)&local)->sin6_scope_id = index;
    const int chosen = (int)index;
    if (setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) < 0
        || setsockopt(descriptor, IPPROTO_IPV6, IPV6_MULTICAST_IF, &chosen, sizeof chosen) < 0
        || setsockopt(descriptor, SOL_SOCKET, SO_BINDTODEVICE, interface, (socklen_t)strlen(interface) + 1) < 0
        || bind(descriptor, (struct sockaddr *)&local, length) < 0)
        return closing(descriptor);
    return descriptor;
}

int ipd_dhcp6_receive(int descriptor, uint8_t *room, uint32_t capacity, uint8_t *source, uint16_t *port) {
    struct sockaddr_in6 sender;
    socklen_t length = sizeof sender;
    memset(&sender, 0, sizeof sender);
    const ssize_t got =
        recvfrom(descriptor, room, capacity, MSG_DONTWAIT | MSG_TRUNC, (struct sockaddr *)&sender, &length);
    if (got < 0) return -errno;
    memcpy(source, &sender.sin6_addr, 16);
    *port = ntohs(sender.sin6_port);
    return (int)got;
}

int ipd_dhcp_send(
    int descriptor, int family, const uint8_t *address, uint32_t scope, uint16_t port, const uint8_t *octets,
    uint32_t count) {
    struct sockaddr_storage target;
    const socklen_t length = ipd_fill_address(&target, family, address, port);
    if (family == 6) ((struct sockaddr_in6 *)&target)->sin6_scope_id = scope;
    return sendto(descriptor, octets, count, MSG_DONTWAIT, (struct sockaddr *)&target, length) < 0 ? -errno : 0;
}

int ipd_ethernet_interface(const char *interface, uint8_t *hardware_address) {
    struct ifreq request;
    memset(&request, 0, sizeof request);
    const size_t length = strlen(interface);
    if (length == 0 || length >= sizeof request.ifr_name) return -ENODEV;
    memcpy(request.ifr_name, interface, length);
    const int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    if (ioctl(descriptor, SIOCGIFHWADDR, &request) < 0) return closing(descriptor);
    if (request.ifr_hwaddr.sa_family != ARPHRD_ETHER) {
        close(descriptor);
        return -EPROTOTYPE;
    }
    memcpy(hardware_address, request.ifr_hwaddr.sa_data, 6);
    if (ioctl(descriptor, SIOCGIFINDEX, &request) < 0) return closing(descriptor);
    close(descriptor);
    return request.ifr_ifindex;
}

int ipd_watch_open(void) {
    const int watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    return watch < 0 ? -errno : watch;
}

int ipd_watch_add(int watch, const char *folder) {
    const int number = inotify_add_watch(
        watch, folder, IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF | IN_ONLYDIR);
    return number < 0 ? -errno : number;
}

int ipd_watch_clear(int watch) {
    _Alignas(struct inotify_event) uint8_t room[4096];
    int seen = 0;
    while (read(watch, room, sizeof room) > 0) seen = 1;
    return seen;
}
