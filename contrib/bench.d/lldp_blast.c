// Sends LLDP frames on an interface: lldp_blast INTERFACE neighbours COUNT SECONDS sends one of each of so many neighbours
// each second; lldp_blast INTERFACE malformed PER_SECOND SECONDS sends frames with one mistake each. Prints sent=N.
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

enum { BATCH = 50, ROOM = 512 };

static uint8_t frame[ROOM];
static size_t length;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void put(const void *octets, size_t count) {
    memcpy(frame + length, octets, count);
    length += count;
}

static void tlv(int type, const void *octets, size_t count) {
    const uint8_t head[2] = {(uint8_t)(type << 1 | (int)(count >> 8)), (uint8_t)count};
    put(head, sizeof head);
    put(octets, count);
}

// A frame such as a switch for voice sends.
static void make(unsigned number) {
    const uint8_t address[6] = {2, 0, 0, 0, (uint8_t)(number >> 8), (uint8_t)number};
    const uint8_t group[6] = {0x01, 0x80, 0xc2, 0, 0, 0x0e};
    uint8_t chassis[7] = {4}, port[7] = {3};
    char name[32];
    length = 0;
    memcpy(chassis + 1, address, 6);
    memcpy(port + 1, address, 6);
    put(group, 6);
    put(address, 6);
    put("\x88\xcc", 2);
    tlv(1, chassis, sizeof chassis);
    tlv(2, port, sizeof port);
    tlv(3, "\0\x04", 2);
    tlv(4, "Gigabit 1/0/1", 13);
    tlv(5, name, (size_t)snprintf(name, sizeof name, "switch-%u", number));
    tlv(6, "A switch of the benchmark, version 1.2.3", 40);
    tlv(7, "\0\x14\0\x04", 4);
    tlv(8, "\5\1\x0a\x62\1\1\2\0\0\0\1\0", 12);
    tlv(127, "\0\x80\xc2\1\0\1", 6);
    tlv(127, "\0\x12\x0f\1\3\x6c\x01\0\x1e", 9);
    tlv(127, "\0\x12\x0f\4\5\xee", 6);
    tlv(127, "\0\x12\xbb\1\0\x0f\4", 7);
    tlv(127, "\0\x12\xbb\2\1\x41\x91\x6e", 8);
    tlv(0, "", 0);
}

// One mistake of several kinds.
static void damage(unsigned number) {
    make(number % 7);
    switch (number % 5) {
    case 0: frame[14] = 4; break;                    // the first TLV is no chassis
    case 1: frame[15] = 255; break;                  // a TLV longer than the frame
    case 2: length = 20; break;                      // cut off
    case 3: frame[33] = 1; break;                    // a time to live of one octet
    default: frame[16] = (uint8_t)(number >> 3); frame[15] = 1; break;
    }
    if (length < 60) {
        memset(frame + length, 0, 60 - length);
        length = 60;
    }
}

int main(int count, char **words) {
    if (count != 5) return 2;
    const int is_malformed = strcmp(words[2], "malformed") == 0;
    const double rate = atof(words[3]), seconds = atof(words[4]);
    const int descriptor = socket(AF_PACKET, SOCK_RAW, 0);
    const struct sockaddr_ll to = {.sll_family = AF_PACKET, .sll_ifindex = (int)if_nametoindex(words[1]), .sll_halen = 6};
    if (descriptor < 0 || to.sll_ifindex == 0 || rate <= 0) return 1;
    const double start = now();
    unsigned long sent = 0;
    for (double time = start; time < start + seconds; time = now()) {
        if ((double)sent > (time - start) * rate) {
            const struct timespec pause = {.tv_nsec = is_malformed ? 50000 : 1000000};
            nanosleep(&pause, NULL);
            continue;
        }
        for (int i = 0; i < (is_malformed ? BATCH : 1); i++) {
            if (is_malformed) damage((unsigned)sent);
            else make((unsigned)(sent % (unsigned long)rate));
            if (sendto(descriptor, frame, length, 0, (const struct sockaddr *)&to, sizeof to) > 0) sent++;
        }
    }
    printf("sent=%lu\n", sent);
    return 0;
}
