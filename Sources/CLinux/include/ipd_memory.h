#ifndef IPDECT_CLINUX_MEMORY_H
#define IPDECT_CLINUX_MEMORY_H

#include <stdint.h>

/// Sets how the allocator keeps memory, for a process that runs for months and has few threads that allocate at once: as
/// many arenas as processors instead of eight times as many, and blocks from 1 MiB on in mappings of their own, which go
/// back when they are freed. To be called before there are many threads.
void ipd_memory_configure(void);

/// Gives back to the system what is freed in the allocator's arenas. Takes some milliseconds.
void ipd_memory_trim(void);

/// Lets go of the program's pages that nobody can write, code and constants: what is needed is mapped again from the page
/// cache, what only the start needed stays away. Returns the octets of the segments.
int64_t ipd_memory_release_code(void);

#endif
