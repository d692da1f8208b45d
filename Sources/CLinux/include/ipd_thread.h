#ifndef IPDECT_CLINUX_THREAD_H
#define IPDECT_CLINUX_THREAD_H

#include <stdint.h>

/// Names the calling thread, as `ps -L` and `top -H` show it; the kernel keeps 15 octets.
void ipd_thread_name(const char *name);

/// The kernel's number of the calling thread.
int ipd_thread_number(void);

/// Binds the calling thread to one processor. Returns 0 or the negative errno.
int ipd_thread_pin(int processor);

/// Blocks all signals in the calling thread, so that the process's other threads take them.
void ipd_thread_block_signals(void);

/// Processor time that the calling thread has used, in microseconds.
uint64_t ipd_thread_microseconds(void);

#endif
