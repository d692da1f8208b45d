#ifndef IPDECT_CLINUX_NETLINK_H
#define IPDECT_CLINUX_NETLINK_H

#include <stdint.h>

/// Numbers of <linux/netlink.h>, <linux/rtnetlink.h>, <linux/if_link.h>, <linux/if_addr.h> and <linux/neighbour.h> under
/// names of our own. netlink.c proves at compile time that they are the kernel's.
enum {
    IPD_NLMSG_ERROR = 2, IPD_NLMSG_DONE = 3, IPD_NLMSG_OVERRUN = 4,
    IPD_NLM_REQUEST = 0x1, IPD_NLM_MULTI = 0x2, IPD_NLM_ACK = 0x4, IPD_NLM_DUMP_INTR = 0x10,
    IPD_NLM_CAPPED = 0x100, IPD_NLM_ACK_TLVS = 0x200, IPD_NLM_DUMP = 0x300, IPD_NLM_REPLACE = 0x100,
    IPD_NLM_EXCL = 0x200, IPD_NLM_CREATE = 0x400, IPD_NLM_APPEND = 0x800,
    IPD_NLMSGERR_MSG = 1, IPD_NLMSGERR_OFFS = 2, IPD_NLA_NESTED = 0x8000, IPD_NLA_TYPE_MASK = 0x3fff,
    IPD_RTM_NEWLINK = 16, IPD_RTM_DELLINK = 17, IPD_RTM_GETLINK = 18,
    IPD_RTM_NEWADDR = 20, IPD_RTM_DELADDR = 21, IPD_RTM_GETADDR = 22,
    IPD_RTM_NEWROUTE = 24, IPD_RTM_DELROUTE = 25, IPD_RTM_GETROUTE = 26,
    IPD_RTM_NEWNEIGH = 28, IPD_RTM_DELNEIGH = 29, IPD_RTM_GETNEIGH = 30,
    IPD_RTM_NEWSTATS = 92, IPD_RTM_GETSTATS = 94,
    IPD_IFLA_ADDRESS = 1, IPD_IFLA_IFNAME = 3, IPD_IFLA_MTU = 4, IPD_IFLA_LINK = 5, IPD_IFLA_MASTER = 10,
    IPD_IFLA_OPERSTATE = 16, IPD_IFLA_LINKINFO = 18, IPD_IFLA_IFALIAS = 20, IPD_IFLA_EXT_MASK = 29,
    IPD_IFLA_CARRIER = 33, IPD_IFLA_LINK_NETNSID = 37, IPD_IFLA_INFO_KIND = 1, IPD_IFLA_INFO_DATA = 2,
    IPD_IFLA_VLAN_ID = 1, IPD_IFLA_VLAN_EGRESS_QOS = 3, IPD_IFLA_VLAN_PROTOCOL = 5, IPD_IFLA_VLAN_QOS_MAPPING = 1,
    IPD_RTEXT_FILTER_SKIP_STATS = 8, IPD_IFLA_STATS_LINK_64 = 1,
    IPD_IFA_ADDRESS = 1, IPD_IFA_LOCAL = 2, IPD_IFA_LABEL = 3, IPD_IFA_BROADCAST = 4, IPD_IFA_CACHEINFO = 6,
    IPD_IFA_FLAGS = 8, IPD_IFA_PROTO = 11,
    IPD_RTA_DST = 1, IPD_RTA_OIF = 4, IPD_RTA_GATEWAY = 5, IPD_RTA_PRIORITY = 6, IPD_RTA_PREFSRC = 7,
    IPD_RTA_MULTIPATH = 9, IPD_RTA_TABLE = 15, IPD_RTA_VIA = 18, IPD_RTA_PREF = 20, IPD_RTA_NH_ID = 30,
    IPD_RT_TABLE_MAIN = 254, IPD_RTM_F_CLONED = 0x200,
    IPD_NDA_DST = 1, IPD_NDA_LLADDR = 2, IPD_NTF_USE = 1,
    IPD_AF_UNSPEC = 0, IPD_AF_INET = 2, IPD_AF_INET6 = 10,
};

/// What the driver says of a link's speed.
struct ipd_link_speed {
    /// Megabits per second; 0 when the driver does not know.
    uint32_t megabits;
    /// 0 half, 1 full, 255 unknown.
    uint8_t duplex;
    /// 1 when the speed is negotiated.
    uint8_t is_negotiated;
};

/// Opens an rtnetlink socket that hears of links, addresses, routes and neighbours of the network namespace it is opened in.
/// `receive_buffer` is the size to ask the kernel for. Returns the descriptor or the negative errno.
int ipd_route_open(int receive_buffer);

/// Sends one message to the kernel. Returns 0 or the negative errno.
int ipd_route_send(int descriptor, const uint8_t *octets, uint32_t count);

/// Takes one datagram without waiting. Returns its octets, which are more than `capacity` when its end was cut off; 0 when
/// somebody else than the kernel sent it (it is thrown away); or the negative errno: EAGAIN when none waits, ENOBUFS when
/// the kernel had to drop some.
int ipd_route_receive(int descriptor, uint8_t *room, uint32_t capacity);

/// Asks the driver of a link for its speed (ETHTOOL_GLINKSETTINGS) in the namespace of the socket. Returns 0 or the negative
/// errno; EOPNOTSUPP when the driver has none.
int ipd_route_link_speed(int descriptor, const char *name, struct ipd_link_speed *speed);

/// Flags of an address (IFA_F_*) that are looked at. host_address.c proves at compile time that they are the kernel's.
enum {
    IPD_IFA_TEMPORARY = 0x01, IPD_IFA_OPTIMISTIC = 0x04, IPD_IFA_DUPLICATE = 0x08, IPD_IFA_DEPRECATED = 0x20,
    IPD_IFA_TENTATIVE = 0x40, IPD_IFA_PERMANENT = 0x80, IPD_IFA_STABLE_PRIVACY = 0x800,
};

/// An address of the host.
struct ipd_host_address {
    /// The interface's index.
    uint32_t link;
    /// The flags above, and others.
    uint32_t flags;
    /// 4 or 6.
    uint8_t version;
    /// The length of the prefix.
    uint8_t prefix;
    /// 1 when the address holds only on its link.
    uint8_t is_link_local;
    /// 1 when there is a broadcast address.
    uint8_t has_broadcast;
    /// The address: 4 or 16 octets.
    uint8_t address[16];
    /// The broadcast address of version 4.
    uint8_t broadcast[4];
};

/// Asks the kernel for the addresses of all interfaces of this network namespace. Returns how many there are, of which at
/// most `capacity` are in `room`, or the negative errno. The kernel answers at once; after a second without an answer it is
/// -EAGAIN.
int ipd_host_addresses(struct ipd_host_address *room, uint32_t capacity);

#endif
