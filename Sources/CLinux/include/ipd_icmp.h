#ifndef IPDECT_CLINUX_ICMP_H
#define IPDECT_CLINUX_ICMP_H

#include <stdint.h>

/// Opens a socket for echo requests of ICMP (`family` 4) or ICMPv6 (6): one for datagrams, for which no right is needed
/// where net.ipv4.ping_group_range allows it, else a raw one (CAP_NET_RAW). `is_raw` tells which. Returns the descriptor,
/// or the negative errno of the raw one.
int ipd_icmp_open(int family, int *is_raw);

/// Sends `count` octets to an address of 4 or 16 octets in network order. Returns 0 or the negative errno.
int ipd_icmp_send(int descriptor, int family, const uint8_t *address, const uint8_t *octets, uint32_t count);

/// Waits at most `milliseconds` for a packet and takes it. `nanoseconds` is when it came by the clock of the kernel
/// (CLOCK_REALTIME). Returns its octets, 0 when none came, or the negative errno.
int ipd_icmp_receive(int descriptor, uint8_t *room, uint32_t capacity, int64_t *nanoseconds, int milliseconds);

/// The time now, by CLOCK_REALTIME in nanoseconds.
int64_t ipd_realtime(void);

#endif
