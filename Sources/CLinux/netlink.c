#include "ipd_netlink.h"

#include <errno.h>
#include <linux/ethtool.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/neighbour.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

// Swift's Glibc module has no sockaddr_nl, nlmsghdr and ethtool_link_settings.

#define SAME(ours, kernels) _Static_assert((unsigned)(ours) == (unsigned)(kernels), #ours)
SAME(IPD_NLMSG_ERROR, NLMSG_ERROR); SAME(IPD_NLMSG_DONE, NLMSG_DONE); SAME(IPD_NLMSG_OVERRUN, NLMSG_OVERRUN);
SAME(IPD_NLM_REQUEST, NLM_F_REQUEST); SAME(IPD_NLM_MULTI, NLM_F_MULTI); SAME(IPD_NLM_ACK, NLM_F_ACK);
SAME(IPD_NLM_DUMP_INTR, NLM_F_DUMP_INTR); SAME(IPD_NLM_CAPPED, NLM_F_CAPPED); SAME(IPD_NLM_ACK_TLVS, NLM_F_ACK_TLVS);
SAME(IPD_NLM_DUMP, NLM_F_DUMP); SAME(IPD_NLM_REPLACE, NLM_F_REPLACE); SAME(IPD_NLM_EXCL, NLM_F_EXCL);
SAME(IPD_NLM_CREATE, NLM_F_CREATE); SAME(IPD_NLM_APPEND, NLM_F_APPEND);
SAME(IPD_NLMSGERR_MSG, NLMSGERR_ATTR_MSG); SAME(IPD_NLMSGERR_OFFS, NLMSGERR_ATTR_OFFS);
SAME(IPD_NLA_NESTED, NLA_F_NESTED); SAME(IPD_NLA_TYPE_MASK, NLA_TYPE_MASK & 0xffff);
SAME(IPD_RTM_NEWLINK, RTM_NEWLINK); SAME(IPD_RTM_DELLINK, RTM_DELLINK); SAME(IPD_RTM_GETLINK, RTM_GETLINK);
SAME(IPD_RTM_NEWADDR, RTM_NEWADDR); SAME(IPD_RTM_DELADDR, RTM_DELADDR); SAME(IPD_RTM_GETADDR, RTM_GETADDR);
SAME(IPD_RTM_NEWROUTE, RTM_NEWROUTE); SAME(IPD_RTM_DELROUTE, RTM_DELROUTE); SAME(IPD_RTM_GETROUTE, RTM_GETROUTE);
SAME(IPD_RTM_NEWNEIGH, RTM_NEWNEIGH); SAME(IPD_RTM_DELNEIGH, RTM_DELNEIGH); SAME(IPD_RTM_GETNEIGH, RTM_GETNEIGH);
SAME(IPD_RTM_NEWSTATS, RTM_NEWSTATS); SAME(IPD_RTM_GETSTATS, RTM_GETSTATS);
SAME(IPD_IFLA_ADDRESS, IFLA_ADDRESS); SAME(IPD_IFLA_IFNAME, IFLA_IFNAME); SAME(IPD_IFLA_MTU, IFLA_MTU);
SAME(IPD_IFLA_LINK, IFLA_LINK); SAME(IPD_IFLA_MASTER, IFLA_MASTER); SAME(IPD_IFLA_OPERSTATE, IFLA_OPERSTATE);
SAME(IPD_IFLA_LINKINFO, IFLA_LINKINFO); SAME(IPD_IFLA_IFALIAS, IFLA_IFALIAS); SAME(IPD_IFLA_EXT_MASK, IFLA_EXT_MASK);
SAME(IPD_IFLA_CARRIER, IFLA_CARRIER); SAME(IPD_IFLA_LINK_NETNSID, IFLA_LINK_NETNSID);
SAME(IPD_IFLA_INFO_KIND, IFLA_INFO_KIND); SAME(IPD_IFLA_INFO_DATA, IFLA_INFO_DATA);
SAME(IPD_IFLA_VLAN_ID, IFLA_VLAN_ID); SAME(IPD_IFLA_VLAN_EGRESS_QOS, IFLA_VLAN_EGRESS_QOS);
SAME(IPD_IFLA_VLAN_PROTOCOL, IFLA_VLAN_PROTOCOL); SAME(IPD_IFLA_VLAN_QOS_MAPPING, IFLA_VLAN_QOS_MAPPING);
SAME(IPD_RTEXT_FILTER_SKIP_STATS, RTEXT_FILTER_SKIP_STATS); SAME(IPD_IFLA_STATS_LINK_64, IFLA_STATS_LINK_64);
SAME(IPD_IFA_ADDRESS, IFA_ADDRESS); SAME(IPD_IFA_LOCAL, IFA_LOCAL); SAME(IPD_IFA_LABEL, IFA_LABEL);
SAME(IPD_IFA_BROADCAST, IFA_BROADCAST); SAME(IPD_IFA_CACHEINFO, IFA_CACHEINFO); SAME(IPD_IFA_FLAGS, IFA_FLAGS);
SAME(IPD_IFA_PROTO, IFA_PROTO);
SAME(IPD_RTA_DST, RTA_DST); SAME(IPD_RTA_OIF, RTA_OIF); SAME(IPD_RTA_GATEWAY, RTA_GATEWAY);
SAME(IPD_RTA_PRIORITY, RTA_PRIORITY); SAME(IPD_RTA_PREFSRC, RTA_PREFSRC); SAME(IPD_RTA_MULTIPATH, RTA_MULTIPATH);
SAME(IPD_RTA_TABLE, RTA_TABLE); SAME(IPD_RTA_VIA, RTA_VIA); SAME(IPD_RTA_PREF, RTA_PREF); SAME(IPD_RTA_NH_ID, RTA_NH_ID);
SAME(IPD_RT_TABLE_MAIN, RT_TABLE_MAIN); SAME(IPD_RTM_F_CLONED, RTM_F_CLONED);
SAME(IPD_NDA_DST, NDA_DST); SAME(IPD_NDA_LLADDR, NDA_LLADDR); SAME(IPD_NTF_USE, NTF_USE);
SAME(IPD_AF_UNSPEC, AF_UNSPEC); SAME(IPD_AF_INET, AF_INET); SAME(IPD_AF_INET6, AF_INET6);

static int join_groups(int descriptor) {
    static const int groups[] = {RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR, RTNLGRP_IPV4_ROUTE,
        RTNLGRP_IPV6_ROUTE, RTNLGRP_NEIGH};
    for (unsigned index = 0; index < sizeof groups / sizeof groups[0]; index++)
        if (setsockopt(descriptor, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &groups[index], sizeof(int)) < 0) return -errno;
    return 0;
}

int ipd_route_open(int receive_buffer) {
    int descriptor = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    if (descriptor < 0) return -errno;
    const int one = 1;
    // Older kernels refuse these; without them refusals have no text and dumps are longer, nothing else.
    (void)setsockopt(descriptor, SOL_NETLINK, NETLINK_EXT_ACK, &one, sizeof one);
    (void)setsockopt(descriptor, SOL_NETLINK, NETLINK_CAP_ACK, &one, sizeof one);
    (void)setsockopt(descriptor, SOL_NETLINK, NETLINK_GET_STRICT_CHK, &one, sizeof one);
    // The limit of net.core.rmem_max holds unless the process may pass it (CAP_NET_ADMIN).
    if (setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &receive_buffer, sizeof receive_buffer) < 0)
        (void)setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    const struct sockaddr_nl local = {.nl_family = AF_NETLINK};
    int result = bind(descriptor, (const struct sockaddr *)&local, sizeof local) < 0 ? -errno : join_groups(descriptor);
    if (result < 0) {
        close(descriptor);
        return result;
    }
    return descriptor;
}

int ipd_route_send(int descriptor, const uint8_t *octets, uint32_t count) {
    const struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
    for (;;) {
        ssize_t sent = sendto(descriptor, octets, count, 0, (const struct sockaddr *)&kernel, sizeof kernel);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) return -errno;
        return (uint32_t)sent == count ? 0 : -EMSGSIZE;
    }
}

int ipd_route_receive(int descriptor, uint8_t *room, uint32_t capacity) {
    struct sockaddr_nl sender = {0};
    struct iovec part = {.iov_base = room, .iov_len = capacity};
    struct msghdr message = {.msg_name = &sender, .msg_namelen = sizeof sender, .msg_iov = &part, .msg_iovlen = 1};
    for (;;) {
        // With MSG_TRUNC the kernel returns the datagram's whole length.
        ssize_t count = recvmsg(descriptor, &message, MSG_DONTWAIT | MSG_TRUNC);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return -errno;
        if (message.msg_namelen < sizeof sender || sender.nl_family != AF_NETLINK || sender.nl_pid != 0) return 0;
        return (int)count;
    }
}

int ipd_route_link_speed(int descriptor, const char *name, struct ipd_link_speed *speed) {
    // The masks of modes stand behind the structure.
    _Alignas(8) uint8_t room[sizeof(struct ethtool_link_settings) + 3 * 128 * sizeof(uint32_t)] = {0};
    struct ethtool_link_settings *settings = (struct ethtool_link_settings *)room;
    struct ifreq request = {0};
    if (strlen(name) >= sizeof request.ifr_name) return -EINVAL;
    memcpy(request.ifr_name, name, strlen(name) + 1);
    request.ifr_data = (void *)room;
    settings->cmd = ETHTOOL_GLINKSETTINGS;
    if (ioctl(descriptor, SIOCETHTOOL, &request) < 0) return -errno;
    // The kernel answers the first call with how many words its masks have, negated, and expects that in the second.
    int words = -settings->link_mode_masks_nwords;
    if (words <= 0 || words > 127) return -EPROTO;
    memset(room, 0, sizeof room);
    settings->cmd = ETHTOOL_GLINKSETTINGS;
    settings->link_mode_masks_nwords = (int8_t)words;
    if (ioctl(descriptor, SIOCETHTOOL, &request) < 0) return -errno;
    speed->megabits = settings->speed == (uint32_t)SPEED_UNKNOWN ? 0 : settings->speed;
    speed->duplex = settings->duplex;
    speed->is_negotiated = settings->autoneg == AUTONEG_ENABLE;
    return 0;
}
