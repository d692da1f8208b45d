#include "tls_support.h"

#include <limits.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>

static void say(char *error, size_t room, const char *what) {
    if (room == 0) return;
    char reason[160] = "";
    unsigned long code = ERR_peek_last_error();
    if (code != 0) ERR_error_string_n(code, reason, sizeof reason);
    snprintf(error, room, "%s%s%s", what, code != 0 ? ": " : "", reason);
}

static X509 *certificate_of(ipd_view octets) {
    const uint8_t *start = octets.octets;
    if (octets.length > LONG_MAX) return NULL;
    return d2i_X509(NULL, &start, (long)octets.length);
}

static int add_identity(SSL_CTX *context, const ipd_tls_settings *settings) {
    const uint8_t *start = settings->key.octets;
    BIO *bio = BIO_new_mem_buf(start, (int)settings->key.length);
    PKCS8_PRIV_KEY_INFO *info = bio ? d2i_PKCS8_PRIV_KEY_INFO_bio(bio, NULL) : NULL;
    EVP_PKEY *key = info ? EVP_PKCS82PKEY(info) : NULL;
    int is_done = key != NULL;
    for (size_t index = 0; is_done && index < settings->chain_count; index++) {
        X509 *certificate = certificate_of(settings->chain[index]);
        if (certificate == NULL) {
            is_done = 0;
        } else if (index == 0) {
            is_done = SSL_CTX_use_certificate(context, certificate);
            X509_free(certificate);
        } else {
            is_done = SSL_CTX_add0_chain_cert(context, certificate);
            if (!is_done) X509_free(certificate);
        }
    }
    is_done = is_done && SSL_CTX_use_PrivateKey(context, key) && SSL_CTX_check_private_key(context);
    EVP_PKEY_free(key);
    PKCS8_PRIV_KEY_INFO_free(info);
    BIO_free(bio);
    return is_done;
}

static int add_trust(SSL_CTX *context, const ipd_tls_settings *settings) {
    X509_STORE *store = SSL_CTX_get_cert_store(context);
    for (size_t index = 0; index < settings->trusted_count; index++) {
        X509 *certificate = certificate_of(settings->trusted[index]);
        if (certificate == NULL) return 0;
        int is_done = X509_STORE_add_cert(store, certificate);
        // A server says whom it trusts, so that a client can choose; but not where others may come, too.
        if (is_done && settings->is_server && settings->pinned.length == 0) SSL_CTX_add_client_CA(context, certificate);
        X509_free(certificate);
        if (!is_done) return 0;
    }
    // A certificate that is itself in the list is trusted, whoever signed it.
    unsigned long flags = X509_V_FLAG_PARTIAL_CHAIN;
    for (size_t index = 0; index < settings->revocation_count; index++) {
        const uint8_t *start = settings->revocations[index].octets;
        X509_CRL *list = d2i_X509_CRL(NULL, &start, (long)settings->revocations[index].length);
        if (list == NULL) return 0;
        int is_done = X509_STORE_add_crl(store, list);
        X509_CRL_free(list);
        if (!is_done) return 0;
        flags |= X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL;
    }
    X509_STORE_set_flags(store, flags);
    return !settings->uses_system_trust || SSL_CTX_set_default_verify_paths(context);
}

static int choose_protocol(
    SSL *ssl, const uint8_t **out, uint8_t *out_length, const uint8_t *in, unsigned in_length, void *argument) {
    (void)ssl;
    const ipd_tls_context *context = argument;
    int outcome = SSL_select_next_proto(
        (uint8_t **)out, out_length, context->protocols, (unsigned)context->protocols_length, in, in_length);
    return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

static int keep_session(SSL *ssl, SSL_SESSION *session) {
    ipd_tls *tls = ipd_tls_of(ssl);
    int length = i2d_SSL_SESSION(session, NULL);
    if (tls == NULL || length <= 0 || length > session_limit) return 0;
    uint8_t *octets = malloc((size_t)length), *end = octets;
    if (octets == NULL) return 0;
    i2d_SSL_SESSION(session, &end);
    if (tls->session != NULL) OPENSSL_cleanse(tls->session, tls->session_length);
    free(tls->session);
    tls->session = octets;
    tls->session_length = (size_t)length;
    tls->session_is_new = 1;
    return 0;
}

static void note(const SSL *ssl, int where, int value) {
    if (!(where & SSL_CB_ALERT)) return;
    ipd_tls *tls = ipd_tls_of(ssl);
    if (tls == NULL || tls->alert_count == alert_limit) return;
    size_t slot = (tls->alert_head + tls->alert_count++) % alert_limit;
    tls->alerts[slot].is_sent = (where & SSL_CB_WRITE) != 0;
    tls->alerts[slot].level = value >> 8;
    tls->alerts[slot].number = value & 0xff;
}

static const char *configure(SSL_CTX *context, ipd_tls_context *owner, const ipd_tls_settings *settings) {
    SSL_CTX_set_options(
        context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_SINGLE_DH_USE);
    SSL_CTX_set_mode(
        context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_security_level(context, settings->security_level);
    if (!SSL_CTX_set_min_proto_version(context, settings->least_version)
        || !SSL_CTX_set_max_proto_version(context, settings->greatest_version))
        return "the versions are not supported";
    if (!SSL_CTX_set_cipher_list(context, settings->ciphers) || !SSL_CTX_set_ciphersuites(context, settings->suites))
        return "the cipher suites are not supported";
    SSL_CTX_set_dh_auto(context, 1);
    if (settings->chain_count > 0 && !add_identity(context, settings)) return "the own certificate cannot be used";
    if (!add_trust(context, settings)) return "the trusted certificates cannot be used";
    int mode = SSL_VERIFY_NONE;
    if (settings->verifies) {
        mode = SSL_VERIFY_PEER;
        if (settings->is_server && settings->requires_peer) mode |= SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
        SSL_CTX_set_cert_verify_callback(context, ipd_tls_verify, NULL);
    }
    SSL_CTX_set_verify(context, mode, NULL);
    static const uint8_t name[] = "ipdect-agent";
    SSL_CTX_set_session_id_context(context, name, sizeof name - 1);
    SSL_CTX_set_session_cache_mode(
        context, settings->is_server ? SSL_SESS_CACHE_SERVER : SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_cache_size(context, 1024);
    if (settings->never_resumes) {
        SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
        SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
        if (!SSL_CTX_set_num_tickets(context, 0)) return "tickets cannot be switched off";
    }
    if (settings->sends_no_tickets && !SSL_CTX_set_num_tickets(context, 0)) return "tickets cannot be switched off";
    if (!settings->is_server) SSL_CTX_sess_set_new_cb(context, keep_session);
    SSL_CTX_set_info_callback(context, note);
    if (settings->protocols.length > 0) {
        owner->protocols = malloc(settings->protocols.length);
        if (owner->protocols == NULL) return "memory is short";
        memcpy(owner->protocols, settings->protocols.octets, settings->protocols.length);
        owner->protocols_length = settings->protocols.length;
        if (settings->is_server) {
            SSL_CTX_set_alpn_select_cb(context, choose_protocol, owner);
        } else if (SSL_CTX_set_alpn_protos(context, owner->protocols, (unsigned)owner->protocols_length) != 0) {
            return "the application protocols cannot be used";
        }
    }
    return NULL;
}

static const char *pin(ipd_tls_context *owner, const ipd_tls_settings *settings) {
    if (settings->pinned.length == 0) return NULL;
    owner->pinned = malloc(settings->pinned.length);
    if (owner->pinned == NULL) return "memory is short";
    memcpy(owner->pinned, settings->pinned.octets, settings->pinned.length);
    owner->pinned_length = settings->pinned.length;
    return NULL;
}

ipd_tls_context *ipd_tls_context_new(const ipd_tls_settings *settings, char *error, size_t error_room) {
    ERR_clear_error();
    ipd_tls_context *owner = calloc(1, sizeof *owner);
    SSL_CTX *context = SSL_CTX_new(settings->is_server ? TLS_server_method() : TLS_client_method());
    if (owner == NULL || context == NULL || !ipd_tls_prepare()) {
        say(error, error_room, "memory is short");
        free(owner);
        SSL_CTX_free(context);
        return NULL;
    }
    owner->context = context;
    owner->is_server = settings->is_server;
    owner->requires_usage = settings->requires_usage;
    const char *problem = pin(owner, settings);
    if (problem == NULL) problem = configure(context, owner, settings);
    if (problem != NULL) {
        say(error, error_room, problem);
        ipd_tls_context_free(owner);
        owner = NULL;
    }
    ERR_clear_error();
    return owner;
}

void ipd_tls_context_free(ipd_tls_context *context) {
    if (context == NULL) return;
    SSL_CTX_free(context->context);
    free(context->protocols);
    free(context->pinned);
    free(context);
}

size_t ipd_tls_context_ciphers(const ipd_tls_context *context, char *names, size_t room) {
    STACK_OF(SSL_CIPHER) *ciphers = SSL_CTX_get_ciphers(context->context);
    size_t length = 0;
    for (int index = 0; index < sk_SSL_CIPHER_num(ciphers); index++) {
        const char *name = SSL_CIPHER_get_name(sk_SSL_CIPHER_value(ciphers, index));
        int written = snprintf(names + length, room - length, "%s%s", length > 0 ? ":" : "", name);
        if (written < 0 || (size_t)written >= room - length) break;
        length += (size_t)written;
    }
    return length;
}
