#ifndef IPDECT_CLINUX_UDP_H
#define IPDECT_CLINUX_UDP_H

#include <stdint.h>

/// An address and port of UDP.
struct ipd_endpoint {
    /// The address in network order; IPv4 takes the first four octets.
    uint8_t address[16];
    /// The interface index of a link-local IPv6 address, else 0.
    uint32_t scope;
    uint16_t port;
    /// 4 or 6.
    uint8_t family;
};

/// One datagram of a batch and room for its reply.
struct ipd_datagram {
    /// The octets received.
    uint8_t *request;
    uint32_t request_count;
    /// 1 when the datagram was longer than the room for it; its end is lost.
    uint32_t is_truncated;
    /// Room for the reply, `reply_capacity` octets as given to `ipd_batch_create`.
    uint8_t *room;
    /// The reply: points into `room`. Set by the caller.
    uint8_t *reply;
    /// The reply's octets, 0 for none. Set by the caller.
    uint32_t reply_count;
    /// Who sent the datagram.
    struct ipd_endpoint source;
};

struct ipd_batch;

/// Opens a UDP socket bound to `local`. An IPv6 socket takes no IPv4. `receive_buffer` is the size to ask the kernel for,
/// 0 for its default. A socket bound to the unspecified address learns to which address each datagram was sent.
/// Returns the descriptor, or the negative errno.
int ipd_udp_open(const struct ipd_endpoint *local, int receive_buffer);

/// The port that a socket is bound to, or the negative errno.
int ipd_udp_port(int descriptor);

/// Makes a batch with room for `slots` datagrams (at most 1024). Returns NULL when memory is short.
struct ipd_batch *ipd_batch_create(uint32_t slots, uint32_t request_capacity, uint32_t reply_capacity);

void ipd_batch_destroy(struct ipd_batch *batch);

/// Takes the datagrams that wait, up to the batch's slots, without waiting for more. With `wait` it waits for the first.
/// Returns their number, or the negative errno (EAGAIN when there are none).
int ipd_batch_receive(struct ipd_batch *batch, int descriptor, int wait);

/// The batch's datagrams; as many as were received last are valid.
struct ipd_datagram *ipd_batch_datagrams(struct ipd_batch *batch);

/// Sends the replies of the first `count` datagrams that have one, each from the address to which its request was sent.
/// Never waits. Returns the number of replies that could not be sent, and the errno of the last one in `*error`.
int ipd_batch_send(struct ipd_batch *batch, int descriptor, uint32_t count, int *error);

/// The way back to whoever sent a datagram, for a reply that is made after its batch: the sender, and the control message
/// that makes the reply leave from the address to which the request was sent.
struct ipd_return {
    _Alignas(8) uint8_t source[128];
    _Alignas(8) uint8_t control[64];
    uint32_t source_length;
    uint32_t control_length;
};

/// Remembers the way back of datagram `index` of those received last.
void ipd_batch_return(struct ipd_batch *batch, uint32_t index, struct ipd_return *way);

/// Sends one reply on a way back, without waiting. Any thread may. Returns 0 or the negative errno.
int ipd_return_send(int descriptor, const struct ipd_return *way, const uint8_t *octets, uint32_t count);

/// Sends one datagram to `target` from whatever address the kernel chooses. Returns 0 or the negative errno.
int ipd_udp_send(int descriptor, const struct ipd_endpoint *target, const uint8_t *octets, uint32_t count);

/// Asks the kernel to keep what ICMP says about datagrams that this socket sent. `family` is 4 or 6.
/// Returns 0 or the negative errno.
int ipd_udp_keep_errors(int descriptor, int family);

/// Takes the next error that the kernel kept: the errno, such as ECONNREFUSED, and to whom the datagram went.
/// Returns 0 when there is none.
int ipd_udp_next_error(int descriptor, struct ipd_endpoint *target);

#endif
