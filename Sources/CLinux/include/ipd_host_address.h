#ifndef IPDECT_CLINUX_HOST_ADDRESS_H
#define IPDECT_CLINUX_HOST_ADDRESS_H

#include <stdint.h>

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
