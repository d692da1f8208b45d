#ifndef IPDECT_CLINUX_FRAME_H
#define IPDECT_CLINUX_FRAME_H

#include <stdint.h>

/// What the system says of a network interface.
struct ipd_interface {
    /// Its index, which no other interface has for as long as it is there.
    uint32_t index;
    /// The largest payload of a frame in octets.
    uint32_t mtu;
    uint8_t address[6];
    /// 1 for Ethernet (ARPHRD_ETHER), else 0.
    uint8_t is_ethernet;
    /// 1 when it is set up (IFF_UP), else 0.
    uint8_t is_up;
};

/// Fills in what is known of the interface `name`. Returns 0 or the negative errno (ENODEV when there is none).
int ipd_interface_find(const char *name, struct ipd_interface *found);

/// Whether there is an interface with this index: 1 or 0, or the negative errno.
int ipd_interface_exists(uint32_t index);

/// What is to be heard by a frame socket.
struct ipd_frame_settings {
    uint32_t interface;
    /// A classic BPF program of instructions of eight octets (`struct sock_filter`).
    const void *instructions;
    uint32_t instruction_count;
    /// Group addresses of six octets each, without a gap.
    const uint8_t *groups;
    uint32_t group_count;
};

/// Opens a packet socket for whole frames of one interface. It neither blocks nor outlives an exec. It hears nothing before
/// its filter is in place, and never what this machine sends; the interface does not become promiscuous.
/// Returns the descriptor, or the negative errno (EPERM without CAP_NET_RAW, ENODEV without the interface).
int ipd_frame_open(const struct ipd_frame_settings *settings);

/// A frame that was received.
struct ipd_frame {
    const uint8_t *octets;
    uint32_t count;
    /// 1 when the frame was longer than the room for it; its end is lost.
    uint8_t is_truncated;
    /// 1 when the kernel has taken an 802.1Q tag out of the frame; `tag` is its control information, `tag_type` its type.
    uint8_t is_tagged;
    uint16_t tag, tag_type;
};

struct ipd_frame_batch;

/// Makes room for `slots` frames (at most 1024) of `capacity` octets each. Returns NULL when memory is short.
struct ipd_frame_batch *ipd_frame_batch_create(uint32_t slots, uint32_t capacity);

void ipd_frame_batch_destroy(struct ipd_frame_batch *batch);

/// Takes the frames that wait, up to the batch's slots, and never waits for more. Returns their number, 0 when there are
/// none, or the negative errno: ENETDOWN once when the interface went down or away.
int ipd_frame_batch_receive(struct ipd_frame_batch *batch, int descriptor);

/// The batch's frames; as many as were received last are valid, until the next are.
const struct ipd_frame *ipd_frame_batch_frames(const struct ipd_frame_batch *batch);

/// Sends one whole frame, without its check sequence. Never waits. Returns 0 or the negative errno (ENETDOWN when the
/// interface is down, ENXIO when it went away, ENOBUFS or EAGAIN when there is no room).
int ipd_frame_send(int descriptor, const uint8_t *octets, uint32_t count);

/// How many frames the kernel has dropped for want of room since this was asked last. Returns 0 or the negative errno.
int ipd_frame_drops(int descriptor, uint32_t *dropped);

#endif
