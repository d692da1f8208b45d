#ifndef IPDECT_COPENSSL_TLS_SUPPORT_H
#define IPDECT_COPENSSL_TLS_SUPPORT_H

#include "ipd_tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

enum { alert_limit = 16, peer_limit = 16, session_limit = 16384 };

struct ipd_tls_context {
    SSL_CTX *context;
    int is_server;
    int requires_usage;
    uint8_t *protocols;
    size_t protocols_length;
    uint8_t *pinned;
    size_t pinned_length;
};

struct ipd_tls {
    SSL *ssl;
    int is_server;
    int requires_usage;
    /// A copy of the context's, which this connection may outlive.
    uint8_t *pinned;
    size_t pinned_length;
    /// Ciphertext that the step under way may take, lent by its caller.
    ipd_view incoming;
    /// Room for the ciphertext that the step under way makes, lent by its caller.
    uint8_t *outgoing;
    size_t outgoing_room, outgoing_length;
    /// Ciphertext that was made without room for it; what is made later stands behind it.
    uint8_t *spill;
    size_t spill_start, spill_length, spill_room;
    int rejection;
    size_t rejected;
    struct {
        int is_sent, level, number;
    } alerts[alert_limit];
    size_t alert_head, alert_count;
    ipd_view peers[peer_limit];
    size_t peer_count;
    uint8_t *session;
    size_t session_length;
    int session_is_new;
    unsigned long error;
};

/// The connection behind OpenSSL's own handle.
ipd_tls *ipd_tls_of(const SSL *ssl);

/// Makes what all connections share. Returns 0 when memory is short.
int ipd_tls_prepare(void);

/// Checks the peer's chain, and keeps it with what came of that; for `SSL_CTX_set_cert_verify_callback`.
int ipd_tls_verify(X509_STORE_CTX *store, void *argument);

/// Keeps the peer's chain where it was not checked.
void ipd_tls_keep_peers(ipd_tls *tls, X509 *leaf, STACK_OF(X509) *others);

/// Forgets the peer's chain.
void ipd_tls_forget_peers(ipd_tls *tls);

#endif
