#include "ipd_thread.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

// gettid and the processor set's macros are not in Swift's Glibc module.

void ipd_thread_name(const char *name) {
    char kept[16];
    size_t length = 0;
    while (length < sizeof kept - 1 && name[length]) {
        kept[length] = name[length];
        length++;
    }
    kept[length] = 0;
    (void)pthread_setname_np(pthread_self(), kept);
}

int ipd_thread_number(void) {
    return gettid();
}

int ipd_thread_pin(int processor) {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (processor < 0 || processor >= CPU_SETSIZE) return -EINVAL;
    CPU_SET(processor, &set);
    return -pthread_setaffinity_np(pthread_self(), sizeof set, &set);
}

void ipd_thread_block_signals(void) {
    sigset_t all;
    sigfillset(&all);
    (void)pthread_sigmask(SIG_BLOCK, &all, NULL);
}

uint64_t ipd_thread_microseconds(void) {
    struct timespec used;
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used) != 0) return 0;
    return (uint64_t)used.tv_sec * 1000000 + (uint64_t)used.tv_nsec / 1000;
}
