#ifndef IPDECT_COPENSSL_CERTIFICATE_H
#define IPDECT_COPENSSL_CERTIFICATE_H

#include <stddef.h>
#include <stdint.h>

/// Octets that the caller frees with `ipd_octets_free`; `data` is NULL when what was asked for failed or is not there.
typedef struct {
    uint8_t *data;
    size_t length;
} ipd_octets;

/// Wipes and frees octets.
void ipd_octets_free(ipd_octets octets);

// MARK: Certificates

/// A certificate that was read. For one thread at a time.
typedef struct ipd_certificate ipd_certificate;

/// Reads one certificate from DER that has nothing behind it; NULL when it is malformed.
ipd_certificate *ipd_certificate_read(const uint8_t *der, size_t length);

/// Frees a certificate.
void ipd_certificate_free(ipd_certificate *certificate);

/// Texts of a certificate: 1 subject and 2 issuer (RFC 2253), 3 serial number (hexadecimal), 4 key, 5 signature.
enum { ipd_subject = 1, ipd_issuer, ipd_serial, ipd_key, ipd_signature };

/// One text of a certificate, in UTF-8.
ipd_octets ipd_certificate_text(const ipd_certificate *certificate, int text);

/// The first (`last` 0) or last (1) second of its validity since 1970-01-01T00:00:00Z; INT64_MIN for a date that cannot be
/// read.
int64_t ipd_certificate_time(const ipd_certificate *certificate, int last);

/// The subject's alternative names by kind: 1 DNS name, 2 address (4 or 16 octets), 3 e-mail address, 4 user principal
/// name. 5 the extended key usages, by OpenSSL's short names or as numbers with dots.
enum { ipd_dns = 1, ipd_address, ipd_email, ipd_principal, ipd_extended_usage };

/// The name number `index` of a kind; NULL data behind the last one. Names with octets that such a name cannot have are
/// empty.
ipd_octets ipd_certificate_name(const ipd_certificate *certificate, int kind, size_t index);

/// The bits of the key usage (RFC 5280 4.2.1.3, bit 0 is the lowest here); UINT32_MAX when there is no such extension.
uint32_t ipd_certificate_usage(const ipd_certificate *certificate);

/// Whether the certificate is that of an authority.
int ipd_certificate_is_authority(const ipd_certificate *certificate);

/// Whether the certificate is signed with its own key.
int ipd_certificate_is_self_signed(const ipd_certificate *certificate);

/// Whether a key (PKCS #8) is the one of the certificate.
int ipd_certificate_matches(const ipd_certificate *certificate, const uint8_t *key, size_t length);

/// Whether the certificate `issuer` has signed `certificate`.
int ipd_certificate_is_signed_by(const ipd_certificate *certificate, const ipd_certificate *issuer);

/// Certificate number `index` of a bundle of certificates (PKCS #7, RFC 2315 9) in DER; NULL data behind the last, or when
/// it is no such bundle.
ipd_octets ipd_bundle_certificate(const uint8_t *der, size_t length, size_t index);

// MARK: Revocation lists

/// A revocation list that was read. For one thread at a time.
typedef struct ipd_revocations ipd_revocations;

/// Reads one revocation list from DER that has nothing behind it; NULL when it is malformed. Its signature is not checked:
/// that takes the authority's certificate, and is done in each handshake.
ipd_revocations *ipd_revocations_read(const uint8_t *der, size_t length);

/// Frees a revocation list.
void ipd_revocations_free(ipd_revocations *list);

/// Who issued it, as RFC 2253 text in UTF-8.
ipd_octets ipd_revocations_issuer(const ipd_revocations *list);

/// When it was issued (`next` 0), or when the next one comes at the latest (1), in seconds since 1970-01-01T00:00:00Z;
/// INT64_MIN for a time that is not there or cannot be read.
int64_t ipd_revocations_time(const ipd_revocations *list, int next);

/// How many certificates it revokes.
size_t ipd_revocations_count(const ipd_revocations *list);

/// Whether it tells of some certificates of its issuer only, or of changes only.
int ipd_revocations_is_partial(const ipd_revocations *list);

// MARK: Keys

/// Kinds of keys: 1 RSA of 2048 bits, 2 RSA of 4096 bits, 3 EC on P-256.
enum { ipd_rsa2048 = 1, ipd_rsa4096, ipd_p256 };

/// Makes a key, as PKCS #8. RSA takes seconds.
ipd_octets ipd_key_make(int kind);

/// Reads a key in DER (PKCS #8 or a kind's own form) without encryption, and gives it as PKCS #8.
ipd_octets ipd_key_read(const uint8_t *der, size_t length);

/// The kind and size of a PKCS #8 key in words, such as "RSA 2048" or "EC P-256".
ipd_octets ipd_key_text(const uint8_t *key, size_t length);

/// The key's size in bits; 0 for octets that are no key. `is_rsa` becomes 1 for an RSA key, else 0.
int ipd_key_bits(const uint8_t *key, size_t length, int *is_rsa);

// MARK: PEM (RFC 7468)

/// Encodes octets as PEM with a label such as "CERTIFICATE".
ipd_octets ipd_pem_write(const char *label, const uint8_t *der, size_t length);

/// Reads the next PEM block at or behind `*place`, and sets `*place` behind it. The label, which ends in a zero, is written
/// to `label` (room for 64). NULL data when there is no further block; then `*place` is `length`. A block with a wrong
/// label line, an encrypted one, or one of wrong base 64 has `label` empty and one octet of data.
ipd_octets ipd_pem_read(const uint8_t *text, size_t length, size_t *place, char *label);

// MARK: Certificates and requests to be made

/// What a certificate or request says of its owner.
typedef struct ipd_draft ipd_draft;

/// Makes an empty draft; NULL when memory is short.
ipd_draft *ipd_draft_new(void);

/// Frees a draft.
void ipd_draft_free(ipd_draft *draft);

/// Adds an attribute of the subject, such as "CN" or "O", in UTF-8. Returns 0 for one that is not known or too long.
int ipd_draft_add(ipd_draft *draft, const char *attribute, const uint8_t *text, size_t length);

/// Adds an alternative name of kind `ipd_dns` or `ipd_address`. Returns 0 for a failure.
int ipd_draft_add_name(ipd_draft *draft, int kind, const uint8_t *name, size_t length);

/// Makes a certificate that is signed with its own key, for servers and clients of TLS. `digest` is one of `ipd_sha256`,
/// `ipd_sha384`, `ipd_sha512`; times are seconds since 1970-01-01T00:00:00Z.
ipd_octets ipd_draft_sign(
    const ipd_draft *draft, const uint8_t *key, size_t length, int digest, int64_t not_before, int64_t not_after);

/// Makes a signing request (PKCS #10, RFC 2986).
ipd_octets ipd_draft_request(const ipd_draft *draft, const uint8_t *key, size_t length, int digest);

/// The subject of a signing request (RFC 2253); NULL data when it is malformed or its signature is wrong.
ipd_octets ipd_request_subject(const uint8_t *der, size_t length);

/// Whether a signing request is that of a key (PKCS #8).
int ipd_request_matches(const uint8_t *der, size_t length, const uint8_t *key, size_t key_length);

// MARK: Containers (PKCS #12, RFC 7292)

/// What came of reading a container: 0 read, 1 malformed, 2 wrong password, 3 encrypted in a way that is not known here,
/// 4 beyond a limit (iterations, depth, count), 5 a failure of the system.
enum { ipd_container_read = 0, ipd_container_malformed, ipd_container_password, ipd_container_unknown,
       ipd_container_limit, ipd_container_failed };

/// A container that was read: keys and certificates in the order in which they stand in it.
typedef struct ipd_container ipd_container;

/// Reads a container whole, with a password in UTF-8 (`length` 0 for none). Sets `*outcome`; NULL when it is not 0.
ipd_container *ipd_container_open(
    const uint8_t *der, size_t length, const uint8_t *password, size_t password_length, int *outcome);

/// Wipes and frees a container.
void ipd_container_free(ipd_container *container);

/// Key number `index` as PKCS #8; NULL data behind the last.
ipd_octets ipd_container_key(const ipd_container *container, size_t index);

/// Certificate number `index` as DER; NULL data behind the last.
ipd_octets ipd_container_certificate(const ipd_container *container, size_t index);

#endif
