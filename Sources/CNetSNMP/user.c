#include "internal.h"

#include <stdlib.h>
#include <string.h>

/* The longest key of a digest (SHA-512) or a cipher. */
#define KEY_LIMIT 64

struct ipd_snmp_keys {
    const oid *authentication;
    size_t authentication_length;
    const oid *privacy;
    size_t privacy_length;
    u_char authentication_key[KEY_LIMIT];
    size_t authentication_key_length;
    u_char privacy_key[KEY_LIMIT];
    size_t privacy_key_length;
};

static const int authentication_types[] = {
    NETSNMP_USMAUTH_NOAUTH, NETSNMP_USMAUTH_HMACMD5, NETSNMP_USMAUTH_HMACSHA1, NETSNMP_USMAUTH_HMAC128SHA224,
    NETSNMP_USMAUTH_HMAC192SHA256, NETSNMP_USMAUTH_HMAC256SHA384, NETSNMP_USMAUTH_HMAC384SHA512,
};

static const int privacy_types[] = {
    USM_CREATE_USER_PRIV_NONE, USM_CREATE_USER_PRIV_DES, USM_CREATE_USER_PRIV_AES, USM_CREATE_USER_PRIV_AES192,
    USM_CREATE_USER_PRIV_AES256, USM_CREATE_USER_PRIV_AES192_CISCO, USM_CREATE_USER_PRIV_AES256_CISCO,
};

static int32_t master_key(
    const struct ipd_snmp_keys *keys, const uint8_t *password, uint32_t count, u_char *key, size_t *length) {
    if (count < USM_LENGTH_P_MIN) return IPD_SNMP_SHORT_PASSWORD;
    *length = KEY_LIMIT;
    int result = generate_Ku(keys->authentication, (u_int)keys->authentication_length, password, count, key, length);
    return result == SNMPERR_SUCCESS ? 0 : IPD_SNMP_NO_ALGORITHM;
}

static int32_t fill_keys(
    struct ipd_snmp_keys *keys, uint8_t authentication, const uint8_t *authentication_password,
    uint32_t authentication_count, uint8_t privacy, const uint8_t *privacy_password, uint32_t privacy_count) {
    if (authentication >= sizeof authentication_types / sizeof *authentication_types) return IPD_SNMP_NO_ALGORITHM;
    if (privacy >= sizeof privacy_types / sizeof *privacy_types) return IPD_SNMP_NO_ALGORITHM;
    if (authentication == IPD_SNMP_AUTH_NONE) return privacy == IPD_SNMP_PRIV_NONE ? 0 : IPD_SNMP_NO_ALGORITHM;
    keys->authentication = sc_get_auth_oid(authentication_types[authentication], &keys->authentication_length);
    if (!keys->authentication) return IPD_SNMP_NO_ALGORITHM;
    int32_t result = master_key(
        keys, authentication_password, authentication_count, keys->authentication_key,
        &keys->authentication_key_length);
    if (result != 0 || privacy == IPD_SNMP_PRIV_NONE) return result;
    keys->privacy = sc_get_priv_oid(privacy_types[privacy], &keys->privacy_length);
    if (!keys->privacy) return IPD_SNMP_NO_ALGORITHM;
    return master_key(keys, privacy_password, privacy_count, keys->privacy_key, &keys->privacy_key_length);
}

struct ipd_snmp_keys *ipd_snmp_keys_create(
    uint8_t authentication, const uint8_t *authentication_password, uint32_t authentication_count,
    uint8_t privacy, const uint8_t *privacy_password, uint32_t privacy_count, int32_t *error) {
    *error = IPD_SNMP_WRONG_THREAD;
    if (!ipd_snmp_is_here()) return NULL;
    struct ipd_snmp_keys *keys = calloc(1, sizeof *keys);
    *error = IPD_SNMP_NO_MEMORY;
    if (!keys) return NULL;
    *error = fill_keys(
        keys, authentication, authentication_password, authentication_count, privacy, privacy_password, privacy_count);
    if (*error == 0) return keys;
    ipd_snmp_keys_destroy(keys);
    return NULL;
}

void ipd_snmp_keys_destroy(struct ipd_snmp_keys *keys) {
    if (!keys) return;
    explicit_bzero(keys, sizeof *keys);
    free(keys);
}

static int copy_protocol(oid **to, size_t *to_length, const oid *from, size_t from_length) {
    free(*to);
    *to = snmp_duplicate_objid(from, from_length);
    *to_length = *to ? from_length : 0;
    return *to != NULL;
}

static int localize(struct usmUser *user, const u_char *key, size_t key_length, u_char **to, size_t *to_length) {
    *to = calloc(1, USM_PRIV_KU_LEN > USM_AUTH_KU_LEN ? USM_PRIV_KU_LEN : USM_AUTH_KU_LEN);
    *to_length = USM_AUTH_KU_LEN;
    return *to
        && generate_kul(
               user->authProtocol, (u_int)user->authProtocolLen, user->engineID, user->engineIDLen, key, key_length, *to,
               to_length) == SNMPERR_SUCCESS;
}

static int32_t fill_user(struct usmUser *user, const struct ipd_snmp_keys *keys) {
    if (keys->authentication) {
        if (!copy_protocol(
                &user->authProtocol, &user->authProtocolLen, keys->authentication, keys->authentication_length))
            return IPD_SNMP_NO_MEMORY;
        if (!localize(
                user, keys->authentication_key, keys->authentication_key_length, &user->authKey, &user->authKeyLen))
            return IPD_SNMP_OTHER;
    }
    if (keys->privacy) {
        if (!copy_protocol(&user->privProtocol, &user->privProtocolLen, keys->privacy, keys->privacy_length))
            return IPD_SNMP_NO_MEMORY;
        if (!localize(user, keys->privacy_key, keys->privacy_key_length, &user->privKey, &user->privKeyLen))
            return IPD_SNMP_OTHER;
        if (usm_extend_user_kul(user, USM_PRIV_KU_LEN) != SNMPERR_SUCCESS) return IPD_SNMP_OTHER;
    }
    return 0;
}

struct ipd_snmp_user *ipd_snmp_user_create(
    const struct ipd_snmp_keys *keys, const uint8_t *name, uint32_t name_count, const uint8_t *engine,
    uint32_t engine_count, int32_t *error) {
    *error = IPD_SNMP_WRONG_THREAD;
    if (!ipd_snmp_is_here()) return NULL;
    *error = IPD_SNMP_TOO_MUCH;
    if (name_count > IPD_SNMP_USER_LIMIT || engine_count == 0 || engine_count > IPD_SNMP_ENGINE_LIMIT) return NULL;
    *error = IPD_SNMP_NO_MEMORY;
    struct ipd_snmp_user *made = calloc(1, sizeof *made);
    if (!made) return NULL;
    struct usmUser *user = made->user = usm_create_user();
    if (user) {
        user->name = calloc(1, name_count + 1);
        user->secName = calloc(1, name_count + 1);
        user->engineID = calloc(1, engine_count);
    }
    if (!user || !user->name || !user->secName || !user->engineID) {
        ipd_snmp_user_destroy(made);
        return NULL;
    }
    memcpy(user->name, name, name_count);
    memcpy(user->secName, name, name_count);
    memcpy(user->engineID, engine, engine_count);
    user->engineIDLen = engine_count;
    user->userStatus = RS_ACTIVE;
    *error = fill_user(user, keys);
    if (*error == 0) return made;
    ipd_snmp_user_destroy(made);
    return NULL;
}

void ipd_snmp_user_destroy(struct ipd_snmp_user *user) {
    if (!user) return;
    if (user->user) usm_free_user(user->user);
    free(user);
}

void ipd_snmp_user_enter(struct ipd_snmp_user *user) {
    if (user) usm_add_user(user->user);
}

void ipd_snmp_user_leave(struct ipd_snmp_user *user) {
    if (!user) return;
    usm_remove_user(user->user);
    user->user->next = NULL;
    user->user->prev = NULL;
}
