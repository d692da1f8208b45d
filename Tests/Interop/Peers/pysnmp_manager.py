"""A manager and a receiver of notifications made of pysnmp, for the tests beside this folder.

    pysnmp_manager.py ask PORT            reads one request of a line of JSON, prints the answer as JSON
    pysnmp_manager.py receive PORT COUNT [ENGINE-ID|- USER AUTH PRIV]

A request: {"verb": "get"|"next"|"bulk"|"walk", "oids": [...], "version": "1"|"2c"|"3", "user": ..., "auth": ...,
"priv": ..., "repetitions": N}. An answer: {"error": text or null, "variables": [[oid, type, text], ...]}.
"""
import asyncio
import json
import sys

from pysnmp.carrier.asyncio.dgram import udp
from pysnmp.entity import config, engine
from pysnmp.entity.rfc3413 import ntfrcv
from pysnmp.hlapi.v3arch.asyncio import (
    CommunityData, ContextData, ObjectIdentity, ObjectType, SnmpEngine, UdpTransportTarget, UsmUserData,
    bulk_cmd, bulk_walk_cmd, get_cmd, next_cmd, walk_cmd,
)
from pysnmp.proto import rfc1902

AUTHENTICATION_PASSWORD = "authentication-password"
PRIVACY_PASSWORD = "privacy-password"
AUTHENTICATION = {
    None: config.USM_AUTH_NONE, "MD5": config.USM_AUTH_HMAC96_MD5, "SHA": config.USM_AUTH_HMAC96_SHA,
    "SHA-224": config.USM_AUTH_HMAC128_SHA224, "SHA-256": config.USM_AUTH_HMAC192_SHA256,
    "SHA-384": config.USM_AUTH_HMAC256_SHA384, "SHA-512": config.USM_AUTH_HMAC384_SHA512,
}
PRIVACY = {
    None: config.USM_PRIV_NONE, "DES": config.USM_PRIV_CBC56_DES, "AES-128": config.USM_PRIV_CFB128_AES,
    "AES-192": config.USM_PRIV_CFB192_AES_BLUMENTHAL, "AES-256": config.USM_PRIV_CFB256_AES_BLUMENTHAL,
    "AES-192-C": config.USM_PRIV_CFB192_AES, "AES-256-C": config.USM_PRIV_CFB256_AES,
}


def credentials(request):
    if request["version"] != "3":
        return CommunityData("public", mpModel=0 if request["version"] == "1" else 1)
    keys = {"authProtocol": AUTHENTICATION[request.get("auth")], "privProtocol": PRIVACY[request.get("priv")]}
    if request.get("auth"):
        keys["authKey"] = AUTHENTICATION_PASSWORD
    if request.get("priv"):
        keys["privKey"] = PRIVACY_PASSWORD
    return UsmUserData(request["user"], **keys)


def printable(variables):
    return [[str(name), type(value).__name__, value.prettyPrint()] for name, value in variables]


async def ask(port, request):
    snmp = SnmpEngine()
    target = await UdpTransportTarget.create(("127.0.0.1", port), timeout=2, retries=1)
    start = (snmp, credentials(request), target, ContextData())
    objects = [ObjectType(ObjectIdentity(oid)) for oid in request["oids"]]
    variables = []
    verb = request["verb"]
    if verb in ("get", "next", "bulk"):
        if verb == "bulk":
            answer = await bulk_cmd(*start, 0, request["repetitions"], *objects, lookupMib=False)
        else:
            answer = await (get_cmd if verb == "get" else next_cmd)(*start, *objects, lookupMib=False)
        indication, status, index, variables = answer
        error = str(indication) if indication else status.prettyPrint() if status else None
        return {"error": error, "variables": printable(variables)}
    options = {"lexicographicMode": False, "lookupMib": False}
    if request["version"] == "1":
        walk = walk_cmd(*start, objects[0], **options)
    else:
        walk = bulk_walk_cmd(*start, 0, request["repetitions"], objects[0], **options)
    async for indication, status, index, found in walk:
        if indication or status:
            return {"error": str(indication or status.prettyPrint()), "variables": printable(variables)}
        variables += found
    return {"error": None, "variables": printable(variables)}


def receive(port, count, user):
    snmp = engine.SnmpEngine()
    config.add_transport(snmp, udp.DOMAIN_NAME, udp.UdpTransport().open_server_mode(("127.0.0.1", port)))
    config.add_v1_system(snmp, "area", "public")
    if user:
        engine_id, name, auth, priv = user
        # Traps go by the sender's engine, informs (no engine given) by this one.
        engine_of = {"securityEngineId": rfc1902.OctetString(hexValue=engine_id)} if engine_id else {}
        config.add_v3_user(
            snmp, name, AUTHENTICATION[auth], AUTHENTICATION_PASSWORD if auth else None, PRIVACY[priv],
            PRIVACY_PASSWORD if priv else None, **engine_of)
    left = count

    def arrived(snmp_engine, reference, context_engine, context, variables, _):
        nonlocal left
        print(json.dumps(printable(variables)), flush=True)
        left -= 1
        if left == 0:
            loop = asyncio.get_event_loop()
            loop.call_soon(loop.stop)

    ntfrcv.NotificationReceiver(snmp, arrived)
    print("ready", flush=True)
    snmp.open_dispatcher()


if sys.argv[1] == "ask":
    print(json.dumps(asyncio.run(ask(int(sys.argv[2]), json.loads(sys.stdin.read())))))
else:
    nobody = [None if word == "-" else word for word in sys.argv[4:]]
    receive(int(sys.argv[2]), int(sys.argv[3]), nobody)
