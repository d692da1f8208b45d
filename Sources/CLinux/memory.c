#include "ipd_memory.h"

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

// malloc.h is not in Swift's Glibc module.

void ipd_memory_configure(void) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    (void)mallopt(M_ARENA_MAX, processors > 2 ? (int)processors : 2);
    (void)mallopt(M_MMAP_THRESHOLD, 1 << 20);
    (void)mallopt(M_TRIM_THRESHOLD, 1 << 20);
}

void ipd_memory_trim(void) {
    (void)malloc_trim(0);
}

static int release(struct dl_phdr_info *program, size_t size, void *context) {
    (void)size;
    int64_t *released = context;
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    for (int place = 0; place < program->dlpi_phnum; place++) {
        const ElfW(Phdr) *segment = &program->dlpi_phdr[place];
        // A segment that is written, if only by the loader, would lose what was written.
        if (segment->p_type != PT_LOAD || segment->p_flags & PF_W) continue;
        uintptr_t start = (program->dlpi_addr + segment->p_vaddr) & ~(page - 1);
        uintptr_t end = (program->dlpi_addr + segment->p_vaddr + segment->p_memsz + page - 1) & ~(page - 1);
        if (madvise((void *)start, end - start, MADV_DONTNEED) == 0) *released += (int64_t)(end - start);
    }
    // The program comes first; its libraries are shared with others.
    return 1;
}

int64_t ipd_memory_release_code(void) {
    int64_t released = 0;
    (void)dl_iterate_phdr(release, &released);
    return released;
}
