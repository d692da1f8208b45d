#ifndef IPDECT_CLINUX_DHCP_H
#define IPDECT_CLINUX_DHCP_H

#include <stdint.h>

/// What a packet socket gave beside the octets.
struct ipd_packet_facts {
    /// 1 when the kernel has not filled in the checksum of the transport yet: sender and receiver are one machine.
    uint8_t is_checksum_open;
    /// 1 when the packet was for another station, or in a VLAN of its own.
    uint8_t is_foreign;
    /// The sender's hardware address.
    uint8_t source[6];
};

/// Opens a packet socket without link headers (SOCK_DGRAM) for one EtherType on one interface. A classic BPF program of
/// `count` instructions of eight octets stands before anything can come in. Never waits. Returns the descriptor, or the
/// negative errno.
int ipd_packet_open(uint32_t interface, uint16_t ether_type, const void *instructions, uint32_t count);

/// Takes a packet. Returns its octets (more than `capacity` when its end is lost), or the negative errno (EAGAIN for none).
int ipd_packet_receive(int descriptor, uint8_t *room, uint32_t capacity, struct ipd_packet_facts *facts);

/// Sends a packet to a hardware address of six octets. Returns 0 or the negative errno.
int ipd_packet_send(
    int descriptor, uint32_t interface, uint16_t ether_type, const uint8_t *target, const uint8_t *octets, uint32_t count);

/// Opens a UDP socket of IPv4 on a port of all addresses, for one interface alone. It takes nothing and shares its port with
/// nobody: another program that has it makes this fail with EADDRINUSE. Returns the descriptor, or the negative errno.
int ipd_dhcp_hold_port(const char *interface, uint16_t port);

/// Opens a UDP socket of IPv6 on a port of an interface's link-local address, of which `address` gets the octets. Never
/// waits. Returns the descriptor, or the negative errno: EADDRNOTAVAIL while there is no such address, or it is not yet
/// known that nobody else has it.
int ipd_dhcp6_open(const char *interface, uint32_t index, uint16_t port, uint8_t *address);

/// Takes a datagram of IPv6, of which `source` gets the sender's address and `port` its port. Returns its octets (more than
/// `capacity` when its end is lost), or the negative errno (EAGAIN for none).
int ipd_dhcp6_receive(int descriptor, uint8_t *room, uint32_t capacity, uint8_t *source, uint16_t *port);

/// Sends a datagram from a UDP socket to an address of 4 or 16 octets in network order. `scope` is the interface for
/// link-local addresses and groups of IPv6. Never waits. Returns 0 or the negative errno.
int ipd_dhcp_send(
    int descriptor, int family, const uint8_t *address, uint32_t scope, uint16_t port, const uint8_t *octets,
    uint32_t count);

/// The index and the hardware address (six octets) of an Ethernet interface. Returns the index, or the negative errno;
/// EPROTOTYPE for an interface of another kind.
int ipd_ethernet_interface(const char *interface, uint8_t *hardware_address);

/// Opens a watch over folders (inotify). Never waits. Returns the descriptor, or the negative errno.
int ipd_watch_open(void);

/// Watches a folder for files that were written, came, or went. Returns the number of the watch, or the negative errno.
int ipd_watch_add(int watch, const char *folder);

/// Forgets what was seen up to now. Returns 1 when something was, 0 when nothing was.
int ipd_watch_clear(int watch);

#endif
