#ifndef IPDECT_CLINUX_WAKE_H
#define IPDECT_CLINUX_WAKE_H

/// Makes an eventfd that wakes a thread. Returns the descriptor, or the negative errno.
int ipd_wake_open(void);

/// Wakes whoever waits for the eventfd, now or later.
void ipd_wake(int wake);

/// Forgets wakes up to now.
void ipd_wake_clear(int wake);

/// Waits until `descriptor` has something to read (bit 0 of the result), or `wake` was woken (bit 1), or `milliseconds`
/// have passed (0; -1 waits for ever). Returns the negative errno on failure; interruptions are waited through.
int ipd_wait(int descriptor, int wake, int milliseconds);

#endif
