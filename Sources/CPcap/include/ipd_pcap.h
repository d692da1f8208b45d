#ifndef IPDECT_CPCAP_H
#define IPDECT_CPCAP_H

#include <stdint.h>

// libpcap's own headers bring in those of sockets and of BPF, which clash with what Swift sees of the system.

/// Room for a message of libpcap.
enum { IPD_PCAP_MESSAGE = 512 };

/// An address of an interface.
struct ipd_pcap_address {
    /// 4 or 6.
    uint8_t family;
    uint8_t has_netmask;
    uint8_t has_broadcast;
    uint8_t has_destination;
    /// In network order; IPv4 takes the first four octets.
    uint8_t address[16];
    uint8_t netmask[16];
    uint8_t broadcast[16];
    uint8_t destination[16];
    /// The scope of an IPv6 address.
    uint32_t scope;
};

/// An interface that packets can be taken from. The pointers are good until the callback returns.
struct ipd_pcap_interface {
    const char *name;
    /// NULL when there is none.
    const char *description;
    /// PCAP_IF_LOOPBACK (1), PCAP_IF_UP (2), PCAP_IF_RUNNING (4) and so on.
    uint32_t flags;
    uint32_t address_count;
    const struct ipd_pcap_address *addresses;
};

/// An instruction of a BPF program.
struct ipd_bpf_instruction {
    uint16_t code;
    uint8_t jump_true;
    uint8_t jump_false;
    uint32_t value;
};

/// What stands before each packet in the room of `ipd_pcap_take`. The octets follow; the next one begins at a multiple
/// of eight.
struct ipd_pcap_packet {
    /// When it came, in nanoseconds since 1970.
    int64_t nanoseconds;
    /// The octets that were kept.
    uint32_t captured;
    /// The octets that it had on the wire.
    uint32_t length;
};

/// What the kernel has counted since the capture began.
struct ipd_pcap_counts {
    /// Packets that passed the filter, those that were dropped among them.
    uint64_t received;
    /// Packets for which the buffer had no room.
    uint64_t dropped;
    /// Packets that the interface itself dropped.
    uint64_t dropped_by_interface;
};

struct ipd_pcap;

/// Calls `each` for every interface. Returns their number, or -1 with the reason in `message`.
int ipd_pcap_interfaces(void *context, void (*each)(void *context, const struct ipd_pcap_interface *interface),
    char message[IPD_PCAP_MESSAGE]);

/// Opens an interface. The kernel hands packets over when a block of the buffer is full, or after `timeout` milliseconds.
/// Returns NULL with the reason in `message`; `is_forbidden` is 1 when a right is missing.
struct ipd_pcap *ipd_pcap_open(const char *name, int snap_length, int is_promiscuous, int buffer_octets, int timeout,
    int *is_forbidden, char message[IPD_PCAP_MESSAGE]);

void ipd_pcap_close(struct ipd_pcap *capture);

/// The link type, as DLT_ of libpcap.
int ipd_pcap_link_type(const struct ipd_pcap *capture);

/// What has something to read when packets may be there.
int ipd_pcap_descriptor(const struct ipd_pcap *capture);

/// Takes the packets that are there into `room`, which holds at least one of the largest. Returns their number, and how
/// many octets they take in `octets`; -1 with the reason in `message` when the interface is gone. `is_more` is 1 when
/// packets wait for which there was no room.
int ipd_pcap_take(struct ipd_pcap *capture, uint8_t *room, uint32_t capacity, uint32_t *octets, int *is_more,
    char message[IPD_PCAP_MESSAGE]);

/// What the kernel has counted. Returns 0, or -1 when it does not say.
int ipd_pcap_count(struct ipd_pcap *capture, struct ipd_pcap_counts *counts);

/// Compiles a filter for a link type. Returns the number of instructions, which stand in `room`, or -1 with the compiler's
/// own words in `message`. A filter that rejects everything, or needs more than `capacity` instructions, is refused.
int ipd_pcap_compile(int link_type, int snap_length, const char *text, struct ipd_bpf_instruction *room,
    uint32_t capacity, char message[IPD_PCAP_MESSAGE]);

/// Whether libpcap finds a program valid: it ends, and touches nothing but the packet.
int ipd_bpf_is_valid(const struct ipd_bpf_instruction *instructions, uint32_t count);

/// How many octets of a packet a valid program lets pass; 0 for none.
uint32_t ipd_bpf_match(const struct ipd_bpf_instruction *instructions, uint32_t count, const uint8_t *octets,
    uint32_t captured, uint32_t length);

/// The version of libpcap, for people.
const char *ipd_pcap_version(void);

#endif
