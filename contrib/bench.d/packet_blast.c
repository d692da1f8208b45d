// Sends frames of one size on an interface, at a rate or as fast as it goes: packet_blast INTERFACE OCTETS PER_SECOND
// SECONDS; a rate of 0 is as fast as it goes. Prints sent=N. The frames are UDP from 198.51.100.1 to 198.51.100.2.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { BATCH = 64 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void fill(uint8_t *frame, int octets) {
    memset(frame, 0x55, (size_t)octets);
    memset(frame, 2, 12);
    frame[5] = 7;
    frame[12] = 8;
    frame[13] = 0;
    const uint8_t head[20] = {0x45, 0, 0, 0, 0, 0, 0, 0, 64, 17, 0, 0, 198, 51, 100, 1, 198, 51, 100, 2};
    memcpy(frame + 14, head, sizeof head);
    frame[16] = (uint8_t)((octets - 14) >> 8);
    frame[17] = (uint8_t)(octets - 14);
    const uint8_t udp[8] = {0x30, 0x39, 0x30, 0x39, (uint8_t)((octets - 34) >> 8), (uint8_t)(octets - 34), 0, 0};
    memcpy(frame + 34, udp, sizeof udp);
}

int main(int count, char **words) {
    if (count != 5) return 2;
    const int octets = atoi(words[2]);
    const double rate = atof(words[3]), seconds = atof(words[4]);
    const int descriptor = socket(AF_PACKET, SOCK_RAW, 0);
    const struct sockaddr_ll to = {.sll_family = AF_PACKET, .sll_ifindex = (int)if_nametoindex(words[1]), .sll_halen = 6};
    if (descriptor < 0 || to.sll_ifindex == 0 || octets < 60 || octets > 1514) return 1;
    static uint8_t frame[1514];
    fill(frame, octets);
    struct iovec part = {.iov_base = frame, .iov_len = (size_t)octets};
    struct mmsghdr messages[BATCH];
    memset(messages, 0, sizeof messages);
    for (int i = 0; i < BATCH; i++) {
        messages[i].msg_hdr = (struct msghdr){
            .msg_name = (void *)(uintptr_t)&to, .msg_namelen = sizeof to, .msg_iov = &part, .msg_iovlen = 1};
    }
    const double start = now(), end = start + seconds;
    uint64_t sent = 0;
    for (double time = start; time < end; time = now()) {
        if (rate > 0 && (double)sent > (time - start) * rate) {
            const struct timespec pause = {.tv_nsec = 50000};
            nanosleep(&pause, NULL);
            continue;
        }
        const int done = sendmmsg(descriptor, messages, BATCH, 0);
        if (done > 0) sent += (uint64_t)done;
    }
    printf("sent=%llu seconds=%.3f\n", (unsigned long long)sent, now() - start);
    return 0;
}
