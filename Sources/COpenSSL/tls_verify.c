#include "tls_support.h"

#include <openssl/x509v3.h>
#include <string.h>

void ipd_tls_forget_peers(ipd_tls *tls) {
    for (size_t index = 0; index < tls->peer_count; index++) OPENSSL_free((void *)tls->peers[index].octets);
    tls->peer_count = 0;
}

static void keep_peer(ipd_tls *tls, X509 *certificate) {
    uint8_t *octets = NULL;
    if (tls->peer_count == peer_limit) return;
    int length = i2d_X509(certificate, &octets);
    if (length <= 0) return;
    tls->peers[tls->peer_count++] = (ipd_view){octets, (size_t)length};
}

void ipd_tls_keep_peers(ipd_tls *tls, X509 *leaf, STACK_OF(X509) *others) {
    ipd_tls_forget_peers(tls);
    if (leaf != NULL) keep_peer(tls, leaf);
    for (int index = 0; index < sk_X509_num(others); index++) {
        X509 *certificate = sk_X509_value(others, index);
        if (leaf == NULL || X509_cmp(certificate, leaf) != 0) keep_peer(tls, certificate);
    }
}

// Which of the kept certificates a check failed for: its place, or the number of them for one that the peer did not send.
static size_t place_of(const ipd_tls *tls, X509 *certificate) {
    uint8_t *octets = NULL;
    int length = certificate != NULL ? i2d_X509(certificate, &octets) : 0;
    size_t place = 0;
    while (place < tls->peer_count
           && (length <= 0 || tls->peers[place].length != (size_t)length
               || memcmp(tls->peers[place].octets, octets, (size_t)length) != 0))
        place++;
    OPENSSL_free(octets);
    return place;
}

// Without a revocation list for an issuer nothing is known of its certificates; that is no reason to refuse them.
static int judge(int is_good, X509_STORE_CTX *store) {
    if (is_good || X509_STORE_CTX_get_error(store) != X509_V_ERR_UNABLE_TO_GET_CRL) return is_good;
    X509_STORE_CTX_set_error(store, X509_V_OK);
    return 1;
}

// Security level 0 is there for TLS 1.0 and 1.1, which sign with SHA-1, and lets anything else pass, too. Of certificates
// more is asked at any level: keys as strong as RSA of 1024 bits, and no digest below SHA-1.
static int weakness(X509_STORE_CTX *store) {
    STACK_OF(X509) *chain = X509_STORE_CTX_get0_chain(store);
    int count = sk_X509_num(chain);
    for (int index = 0; index < count; index++) {
        X509 *certificate = sk_X509_value(chain, index);
        EVP_PKEY *key = X509_get0_pubkey(certificate);
        int bits = 0;
        X509_STORE_CTX_set_error_depth(store, index);
        X509_STORE_CTX_set_current_cert(store, certificate);
        if (key == NULL || EVP_PKEY_get_security_bits(key) < 80)
            return index == 0 ? X509_V_ERR_EE_KEY_TOO_SMALL : X509_V_ERR_CA_KEY_TOO_SMALL;
        // The last one is trusted for what it is, not for who signed it.
        if (index + 1 < count && (!X509_get_signature_info(certificate, NULL, NULL, &bits, NULL) || bits < 60))
            return X509_V_ERR_CA_MD_TOO_WEAK;
    }
    return X509_V_OK;
}

// An extended key usage that is there was checked already; here one that is missing counts (manual 4.7.2). Certificates
// that are signed with their own key are accepted only out of the trust list, and need none.
static int lacks_usage(const ipd_tls *tls, X509 *leaf) {
    if (!tls->requires_usage || X509_self_signed(leaf, 1) == 1) return 0;
    uint32_t usage = X509_get_extended_key_usage(leaf);
    return usage == UINT32_MAX || !(usage & (tls->is_server ? XKU_SSL_CLIENT : XKU_SSL_SERVER));
}

// Whether a certificate is in the trust list itself.
static int is_trusted_itself(X509_STORE_CTX *store, X509 *certificate) {
    STACK_OF(X509) *found = X509_STORE_CTX_get1_certs(store, X509_get_subject_name(certificate));
    int is_found = 0;
    for (int index = 0; !is_found && index < sk_X509_num(found); index++)
        is_found = X509_cmp(sk_X509_value(found, index), certificate) == 0;
    sk_X509_pop_free(found, X509_free);
    return is_found;
}

static int is_pinned(const ipd_tls *tls, X509 *leaf) {
    uint8_t digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (tls->pinned_length == 0 || !X509_digest(leaf, EVP_sha256(), digest, &length)) return 0;
    for (size_t start = 0; start + length <= tls->pinned_length; start += length)
        if (memcmp(tls->pinned + start, digest, length) == 0) return 1;
    return 0;
}

// A peer that is known by its certificate's digest needs nobody who vouches for it; the rest is asked of it, too.
static int pinned_reason(const ipd_tls *tls, X509 *leaf, int reason) {
    switch (reason) {
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN: break;
        default: return reason;
    }
    if (!is_pinned(tls, leaf)) return reason;
    if (X509_cmp_current_time(X509_get0_notBefore(leaf)) >= 0) return X509_V_ERR_CERT_NOT_YET_VALID;
    if (X509_cmp_current_time(X509_get0_notAfter(leaf)) <= 0) return X509_V_ERR_CERT_HAS_EXPIRED;
    if (X509_check_purpose(leaf, tls->is_server ? X509_PURPOSE_SSL_CLIENT : X509_PURPOSE_SSL_SERVER, 0) != 1)
        return X509_V_ERR_INVALID_PURPOSE;
    EVP_PKEY *key = X509_get0_pubkey(leaf);
    return key == NULL || EVP_PKEY_get_security_bits(key) < 80 ? X509_V_ERR_EE_KEY_TOO_SMALL : X509_V_OK;
}

int ipd_tls_verify(X509_STORE_CTX *store, void *argument) {
    (void)argument;
    SSL *ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
    ipd_tls *tls = ipd_tls_of(ssl);
    X509 *leaf = X509_STORE_CTX_get0_cert(store);
    ipd_tls_keep_peers(tls, leaf, X509_STORE_CTX_get0_untrusted(store));
    X509_STORE_CTX_set_verify_cb(store, judge);
    // Then it does not matter what is wrong with those that came with it.
    if (leaf != NULL && is_trusted_itself(store, leaf)) X509_STORE_CTX_set0_untrusted(store, NULL);
    int is_good = leaf != NULL && X509_verify_cert(store) == 1;
    int reason = is_good ? weakness(store) : X509_STORE_CTX_get_error(store);
    if (is_good && reason == X509_V_OK && lacks_usage(tls, leaf)) {
        X509_STORE_CTX_set_error_depth(store, 0);
        X509_STORE_CTX_set_current_cert(store, leaf);
        reason = X509_V_ERR_INVALID_PURPOSE;
    }
    if (!is_good && reason == X509_V_OK) reason = X509_V_ERR_UNSPECIFIED;
    if (!is_good && leaf != NULL) reason = pinned_reason(tls, leaf, reason);
    X509_STORE_CTX_set_error(store, reason);
    tls->rejection = reason;
    if (reason != X509_V_OK) tls->rejected = place_of(tls, X509_STORE_CTX_get_current_cert(store));
    return reason == X509_V_OK;
}
