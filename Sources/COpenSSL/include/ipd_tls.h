#ifndef IPDECT_COPENSSL_TLS_H
#define IPDECT_COPENSSL_TLS_H

#include <stddef.h>
#include <stdint.h>

/// Octets that belong to somebody else.
typedef struct {
    const uint8_t *octets;
    size_t length;
} ipd_view;

/// How a context is made. Certificates and revocation lists are DER, the key is unencrypted PKCS #8.
typedef struct {
    /// 1 for a server, 0 for a client.
    int is_server;
    /// The range of versions, 0x0301 (TLS 1.0) to 0x0304 (TLS 1.3).
    int least_version, greatest_version;
    /// The suites up to TLS 1.2 in the order of preference, by OpenSSL's names parted by colons.
    const char *ciphers;
    /// The suites of TLS 1.3 likewise.
    const char *suites;
    /// OpenSSL's security level, 0 to 5: what keys, digests and versions are acceptable at all.
    int security_level;
    /// This side's certificate and those that lead up from it; none when `chain_count` is 0.
    const ipd_view *chain;
    size_t chain_count;
    ipd_view key;
    /// What is trusted: authorities, and certificates of peers themselves.
    const ipd_view *trusted;
    size_t trusted_count;
    /// Peers that are trusted by the SHA-256 digest of their certificate, whoever signed it: 32 octets for each.
    ipd_view pinned;
    /// Revocation lists; without one for an issuer its certificates are not checked for revocation.
    const ipd_view *revocations;
    size_t revocation_count;
    /// Whether the authorities of the operating system are trusted, too.
    int uses_system_trust;
    /// Whether the peer's certificate is checked.
    int verifies;
    /// Whether a client must show a certificate; only for a server.
    int requires_peer;
    /// Whether a certificate that an authority signed must say what it may be used for.
    int requires_usage;
    /// Whether a server keeps its session tickets of TLS 1.3 to itself.
    int sends_no_tickets;
    /// Whether every connection of a server begins with a whole handshake.
    int never_resumes;
    /// The application protocols as in ALPN, each behind its length.
    ipd_view protocols;
} ipd_tls_settings;

/// What connections share. Safe for several threads at once.
typedef struct ipd_tls_context ipd_tls_context;

/// Makes a context. Returns NULL and writes the reason to `error` when the settings cannot be met.
ipd_tls_context *ipd_tls_context_new(const ipd_tls_settings *settings, char *error, size_t error_room);

/// Frees a context; connections made of it may live on.
void ipd_tls_context_free(ipd_tls_context *context);

/// The suites up to TLS 1.2 that the context will use, in order, by OpenSSL's names parted by colons.
size_t ipd_tls_context_ciphers(const ipd_tls_context *context, char *names, size_t room);

/// One connection, between buffers that are lent to each step. For one thread at a time.
typedef struct ipd_tls ipd_tls;

/// Makes a connection. `server_name` is sent by a client (RFC 6066 3); NULL for none. `checked_name`, or else
/// `checked_address` of 4 or 16 octets, must stand in the peer's certificate; neither when both are NULL.
ipd_tls *ipd_tls_new(
    ipd_tls_context *context, const char *server_name, const char *checked_name, const uint8_t *checked_address,
    size_t address_length);

/// Frees a connection.
void ipd_tls_free(ipd_tls *tls);

/// The octets of ciphertext that a step has made without room for them. They go before all that is made later.
size_t ipd_tls_waiting(const ipd_tls *tls);

/// Moves up to `room` octets of it to `out`; returns how many.
size_t ipd_tls_drain(ipd_tls *tls, uint8_t *out, size_t room);

/// What a step came to.
enum {
    /// More ciphertext is needed.
    ipd_tls_wants_more = 0,
    /// It failed for good.
    ipd_tls_failed = -1,
    /// The peer has ended its side in order (close_notify).
    ipd_tls_ended = -2,
};

/// Goes on with the handshake, and moves the start of `incoming`, the ciphertext that came, behind what it has used: 1 when
/// it is done, or one of the above.
int ipd_tls_handshake(ipd_tls *tls, ipd_view *incoming);

/// Reads up to `room` octets of plaintext out of `incoming` likewise: how many, or one of the above.
long ipd_tls_read(ipd_tls *tls, ipd_view *incoming, uint8_t *out, size_t room);

/// Encrypts up to `length` octets into `out`, which has room for `*out_length`, and sets that to what was made; what has no
/// room waits, so drain that first and afterwards. Returns how many octets were encrypted, or one of the above.
long ipd_tls_write(ipd_tls *tls, const uint8_t *octets, size_t length, uint8_t *out, size_t *out_length);

/// Ends this side in order (close_notify).
void ipd_tls_end(ipd_tls *tls);

/// Writes why the last step failed, in OpenSSL's words; returns the length.
size_t ipd_tls_reason(ipd_tls *tls, char *text, size_t room);

/// Takes the next alert: whether this side sent it, its level (1 warning, 2 fatal) and its number (RFC 8446 6). Returns 0
/// when there is none.
int ipd_tls_alert(ipd_tls *tls, int *is_sent, int *level, int *number);

/// Why the peer's certificates were not accepted (X509_V_ERR_…); 0 when they were, or none came. `place` becomes that of the
/// one that is at fault among those that the peer sent; their number, when it is another one.
int ipd_tls_rejection(const ipd_tls *tls, size_t *place);

/// The certificates that the peer sent, its own first, also when they were not accepted.
size_t ipd_tls_peer_count(const ipd_tls *tls);

/// The DER of one of them; valid as long as the connection.
ipd_view ipd_tls_peer(const ipd_tls *tls, size_t index);

/// The version in use, such as `TLSv1.3`, and the suite by its standard name.
const char *ipd_tls_version(const ipd_tls *tls);
const char *ipd_tls_cipher(const ipd_tls *tls);

/// The application protocol that was agreed on; empty for none.
ipd_view ipd_tls_protocol(const ipd_tls *tls);

/// The name that the client asked for; NULL for none.
const char *ipd_tls_server_name(const ipd_tls *tls);

/// Whether a session was resumed.
int ipd_tls_is_resumed(const ipd_tls *tls);

/// The newest session that the server gave, to resume later; empty for none, or when it was asked for before. Valid until
/// the next step.
ipd_view ipd_tls_session(ipd_tls *tls);

/// Offers a session. Returns whether it can be used. Only before the handshake.
int ipd_tls_offer(ipd_tls *tls, const uint8_t *session, size_t length);

#endif
