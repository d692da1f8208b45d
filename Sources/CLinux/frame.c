#include "ipd_frame.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

// Swift's Glibc module knows neither sockaddr_ll nor what belongs to packet sockets, and control messages are macros.

#define CONTROL_SPACE CMSG_SPACE(sizeof(struct tpacket_auxdata))

struct slot {
    struct sockaddr_ll source;
    struct iovec part;
    _Alignas(struct cmsghdr) uint8_t control[CONTROL_SPACE];
};

struct ipd_frame_batch {
    uint32_t slots;
    struct ipd_frame *frames;
    struct slot *slot;
    struct mmsghdr *received;
    uint8_t *room;
};

// MARK: Interfaces

// Any socket answers these questions.
static int ask(unsigned long question, struct ifreq *request) {
    int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    int result = ioctl(descriptor, question, request) < 0 ? -errno : 0;
    close(descriptor);
    return result;
}

int ipd_interface_find(const char *name, struct ipd_interface *found) {
    memset(found, 0, sizeof *found);
    struct ifreq request;
    memset(&request, 0, sizeof request);
    if (strlen(name) >= sizeof request.ifr_name) return -ENODEV;
    strcpy(request.ifr_name, name);
    int result = ask(SIOCGIFINDEX, &request);
    if (result < 0) return result;
    found->index = (uint32_t)request.ifr_ifindex;
    result = ask(SIOCGIFHWADDR, &request);
    if (result < 0) return result;
    found->is_ethernet = request.ifr_hwaddr.sa_family == ARPHRD_ETHER;
    memcpy(found->address, request.ifr_hwaddr.sa_data, sizeof found->address);
    result = ask(SIOCGIFMTU, &request);
    if (result < 0) return result;
    found->mtu = (uint32_t)request.ifr_mtu;
    result = ask(SIOCGIFFLAGS, &request);
    if (result < 0) return result;
    found->is_up = (request.ifr_flags & IFF_UP) != 0;
    return 0;
}

int ipd_interface_exists(uint32_t index) {
    struct ifreq request;
    memset(&request, 0, sizeof request);
    request.ifr_ifindex = (int)index;
    int result = ask(SIOCGIFNAME, &request);
    if (result == 0) return 1;
    return result == -ENODEV || result == -ENXIO ? 0 : result;
}

// MARK: Opening

static int prepare(int descriptor, const struct ipd_frame_settings *settings) {
    const int on = 1;
    // What the kernel keeps of a flood until it is read; with CAP_NET_ADMIN as much as wanted, else what the system allows.
    const int room = 4 << 20;
    if (setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room) < 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    const struct sock_fprog program = {
        .len = (unsigned short)settings->instruction_count,
        .filter = (struct sock_filter *)(uintptr_t)settings->instructions};
    if (setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) != 0) return -1;
    if (setsockopt(descriptor, SOL_PACKET, PACKET_AUXDATA, &on, sizeof on) != 0) return -1;
    // Kernels before 4.20 do not know it; there the receiver passes over frames of our own.
    (void)setsockopt(descriptor, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on);
    for (uint32_t i = 0; i < settings->group_count; i++) {
        struct packet_mreq member = {
            .mr_ifindex = (int)settings->interface, .mr_type = PACKET_MR_MULTICAST, .mr_alen = 6};
        memcpy(member.mr_address, settings->groups + 6 * i, 6);
        if (setsockopt(descriptor, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &member, sizeof member) != 0) return -1;
    }
    const struct sockaddr_ll address = {
        .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL), .sll_ifindex = (int)settings->interface};
    return bind(descriptor, (const struct sockaddr *)&address, sizeof address);
}

int ipd_frame_open(const struct ipd_frame_settings *settings) {
    if (settings->interface == 0) return -ENODEV;
    if (settings->instruction_count == 0 || settings->instruction_count > BPF_MAXINSNS) return -EINVAL;
    // With protocol 0 it hears nothing until it is bound.
    int descriptor = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    if (prepare(descriptor, settings) != 0) {
        int error = errno;
        close(descriptor);
        return -error;
    }
    return descriptor;
}

// MARK: Receiving

struct ipd_frame_batch *ipd_frame_batch_create(uint32_t slots, uint32_t capacity) {
    if (slots == 0 || slots > 1024 || capacity == 0) return NULL;
    struct ipd_frame_batch *batch = calloc(1, sizeof *batch);
    if (!batch) return NULL;
    batch->slots = slots;
    batch->frames = calloc(slots, sizeof *batch->frames);
    batch->slot = calloc(slots, sizeof *batch->slot);
    batch->received = calloc(slots, sizeof *batch->received);
    batch->room = malloc((size_t)slots * capacity);
    if (!batch->frames || !batch->slot || !batch->received || !batch->room) {
        ipd_frame_batch_destroy(batch);
        return NULL;
    }
    for (uint32_t i = 0; i < slots; i++) {
        struct slot *slot = &batch->slot[i];
        struct msghdr *header = &batch->received[i].msg_hdr;
        slot->part.iov_base = batch->room + (size_t)i * capacity;
        slot->part.iov_len = capacity;
        header->msg_iov = &slot->part;
        header->msg_iovlen = 1;
        header->msg_name = &slot->source;
        header->msg_control = slot->control;
    }
    return batch;
}

void ipd_frame_batch_destroy(struct ipd_frame_batch *batch) {
    if (!batch) return;
    free(batch->frames);
    free(batch->slot);
    free(batch->received);
    free(batch->room);
    free(batch);
}

const struct ipd_frame *ipd_frame_batch_frames(const struct ipd_frame_batch *batch) {
    return batch->frames;
}

static void read_tag(struct msghdr *header, struct ipd_frame *frame) {
    for (struct cmsghdr *part = CMSG_FIRSTHDR(header); part; part = CMSG_NXTHDR(header, part)) {
        if (part->cmsg_level != SOL_PACKET || part->cmsg_type != PACKET_AUXDATA) continue;
        if (part->cmsg_len < CMSG_LEN(sizeof(struct tpacket_auxdata))) continue;
        struct tpacket_auxdata told;
        memcpy(&told, CMSG_DATA(part), sizeof told);
        if (!(told.tp_status & TP_STATUS_VLAN_VALID)) continue;
        frame->is_tagged = 1;
        frame->tag = told.tp_vlan_tci;
        frame->tag_type = told.tp_status & TP_STATUS_VLAN_TPID_VALID ? told.tp_vlan_tpid : ETHERTYPE_VLAN;
    }
}

int ipd_frame_batch_receive(struct ipd_frame_batch *batch, int descriptor) {
    for (uint32_t i = 0; i < batch->slots; i++) {
        batch->received[i].msg_hdr.msg_namelen = sizeof batch->slot[i].source;
        batch->received[i].msg_hdr.msg_controllen = CONTROL_SPACE;
    }
    int count = recvmmsg(descriptor, batch->received, batch->slots, MSG_DONTWAIT, NULL);
    if (count < 0) return errno == EAGAIN || errno == EINTR ? 0 : -errno;
    int kept = 0;
    for (int i = 0; i < count; i++) {
        struct slot *slot = &batch->slot[i];
        if (slot->source.sll_pkttype == PACKET_OUTGOING) continue;
        struct msghdr *header = &batch->received[i].msg_hdr;
        struct ipd_frame *frame = &batch->frames[kept++];
        memset(frame, 0, sizeof *frame);
        frame->octets = slot->part.iov_base;
        frame->count = batch->received[i].msg_len;
        frame->is_truncated = (header->msg_flags & MSG_TRUNC) != 0;
        read_tag(header, frame);
    }
    return kept;
}

// MARK: Sending and counting

int ipd_frame_send(int descriptor, const uint8_t *octets, uint32_t count) {
    for (;;) {
        if (send(descriptor, octets, count, MSG_DONTWAIT) >= 0) return 0;
        if (errno != EINTR) return -errno;
    }
}

int ipd_frame_drops(int descriptor, uint32_t *dropped) {
    struct tpacket_stats stats;
    socklen_t length = sizeof stats;
    *dropped = 0;
    if (getsockopt(descriptor, SOL_PACKET, PACKET_STATISTICS, &stats, &length) != 0) return -errno;
    *dropped = stats.tp_drops;
    return 0;
}
