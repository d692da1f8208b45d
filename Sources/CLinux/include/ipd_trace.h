#ifndef IPDECT_CLINUX_TRACE_H
#define IPDECT_CLINUX_TRACE_H

#include <stdint.h>

/// What came back for a packet that was sent with a limit of hops.
struct ipd_trace_answer {
    /// When it came, by the clock of the kernel (CLOCK_REALTIME).
    int64_t nanoseconds;
    /// Who sent it: 4 or 16 octets in network order.
    uint8_t from[16];
    /// 1 for an error that a router or the destination reports, 2 for a packet from the destination itself.
    uint8_t kind;
    /// Type and code of the error in ICMP or ICMPv6.
    uint8_t type;
    uint8_t code;
    /// The port to which the packet in question went; 0 for ICMP.
    uint16_t port;
    /// How many octets stand in `octets`.
    uint32_t count;
    /// The packet itself, or the beginning of the packet that the error is about, behind its IP header.
    uint8_t octets[512];
};

/// Opens a UDP socket (`family` 4 or 6) that hears of the errors its packets meet; no right is needed. Returns the
/// descriptor or the negative errno.
int ipd_trace_open_udp(int family);

/// Lets a socket of ipd_icmp_open hear of the errors its packets meet. Returns 0 or the negative errno.
int ipd_trace_hear_errors(int descriptor, int family);

/// Sends `count` octets that live for so many hops; `port` is 0 for ICMP. Returns 0 or the negative errno.
int ipd_trace_send(int descriptor, int family, const uint8_t *address, uint16_t port, int hops, const uint8_t *octets,
    uint32_t count);

/// Waits at most `milliseconds` for an answer. Returns 1 with an answer, 0 without, or the negative errno.
int ipd_trace_receive(int descriptor, int family, struct ipd_trace_answer *answer, int milliseconds);

#endif
