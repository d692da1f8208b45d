// A viewer of Remote PCAP that counts: rpcap_sink HOST PORT USER PASSWORD INTERFACE SECONDS. Fetches packets for so long
// and prints packets=N missing=N received=N dropped=N sent=N, the last three as the server says them at the end.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static struct sockaddr_in server;

static int dial(int port) {
    const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    server.sin_port = htons((uint16_t)port);
    if (connect(descriptor, (struct sockaddr *)&server, sizeof server) != 0) exit(1);
    return descriptor;
}

static void take(int descriptor, uint8_t *room, size_t count) {
    while (count > 0) {
        const ssize_t got = read(descriptor, room, count);
        if (got <= 0) exit(1);
        room += got;
        count -= (size_t)got;
    }
}

static uint32_t number(const uint8_t *octets) { return ntohl(*(const uint32_t *)(const void *)octets); }

// Sends a request and reads its reply; ends the program with the server's words when it refuses.
static uint32_t ask(int control, int type, const void *payload, uint32_t count, uint8_t *reply) {
    uint8_t head[8] = {0, (uint8_t)type, 0, 0};
    const uint32_t length = htonl(count);
    memcpy(head + 4, &length, 4);
    if (write(control, head, 8) != 8 || write(control, payload, count) != (ssize_t)count) exit(1);
    take(control, head, 8);
    const uint32_t size = number(head + 4);
    if (size > 60000) exit(1);
    take(control, reply, size);
    if (head[1] == (uint8_t)(type | 0x80)) return size;
    fprintf(stderr, "refused: %.*s\n", (int)size, (char *)reply);
    exit(1);
}

int main(int count, char **words) {
    if (count != 7) return 2;
    static uint8_t room[4 << 20], reply[60000], payload[1024];
    server.sin_family = AF_INET;
    inet_pton(AF_INET, words[1], &server.sin_addr);
    const int control = dial(atoi(words[2]));
    const size_t user = strlen(words[3]), password = strlen(words[4]);
    const uint16_t auth[4] = {htons(user ? 1 : 0), 0, htons((uint16_t)user), htons((uint16_t)password)};
    memcpy(payload, auth, 8);
    memcpy(payload + 8, words[3], user);
    memcpy(payload + 8 + user, words[4], password);
    ask(control, 8, payload, (uint32_t)(8 + user + password), reply);
    ask(control, 3, words[5], (uint32_t)strlen(words[5]), reply);
    // 262,144 octets, half a second, promiscuous, no port; one instruction that takes everything.
    const uint8_t start[28] = {0, 4, 0, 0, 0, 0, 1, 0xf4, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 6, 0, 0, 0, 4, 0, 0};
    ask(control, 4, start, sizeof start, reply);
    const int data = dial(reply[4] << 8 | reply[5]);
    const time_t end = time(NULL) + atoi(words[6]);
    uint64_t packets = 0, missing = 0;
    uint32_t last = 0;
    size_t used = 0;
    while (time(NULL) < end) {
        struct pollfd ready = {.fd = data, .events = POLLIN};
        if (poll(&ready, 1, 200) <= 0) continue;
        const ssize_t got = read(data, room + used, sizeof room - used);
        if (got <= 0) break;
        used += (size_t)got;
        size_t place = 0;
        while (used - place >= 28) {
            const size_t size = 8 + number(room + place + 4);
            if (used - place < size) break;
            const uint32_t own = number(room + place + 24);
            missing += own - last - 1;
            last = own;
            packets += 1;
            place += size;
        }
        memmove(room, room + place, used - place);
        used -= place;
    }
    ask(control, 9, payload, 0, reply);
    printf("packets=%llu missing=%llu received=%u dropped=%u sent=%u\n", (unsigned long long)packets,
        (unsigned long long)missing, number(reply), number(reply + 8), number(reply + 12));
    return 0;
}
