"""SET by pysnmp, for the tests beside this folder: pysnmp_set.py PORT USER OID TYPE VALUE [OID TYPE VALUE ...]

The user has SHA-256 and AES-128. TYPE is s (OCTET STRING) or i (INTEGER). Prints `STATUS INDEX`, then a line for each
variable of the answer.
"""
import asyncio
import sys

from pysnmp.entity import config
from pysnmp.hlapi.v3arch.asyncio import (
    ContextData, ObjectIdentity, ObjectType, SnmpEngine, UdpTransportTarget, UsmUserData, set_cmd,
)
from pysnmp.proto import rfc1902


async def main(port, user, words):
    values = {"s": rfc1902.OctetString, "i": rfc1902.Integer32}
    objects = [
        ObjectType(ObjectIdentity(oid), values[kind](value if kind == "s" else int(value)))
        for oid, kind, value in zip(words[0::3], words[1::3], words[2::3])
    ]
    data = UsmUserData(
        user, authProtocol=config.USM_AUTH_HMAC192_SHA256, authKey="authentication-password",
        privProtocol=config.USM_PRIV_CFB128_AES, privKey="privacy-password")
    target = await UdpTransportTarget.create(("127.0.0.1", port), timeout=3, retries=1)
    indication, status, index, variables = await set_cmd(
        SnmpEngine(), data, target, ContextData(), *objects, lookupMib=False)
    if indication:
        sys.exit(str(indication))
    print(status.prettyPrint() if status else "noError", int(index))
    for name, value in variables:
        print(f"{name}\t{value.prettyPrint()}")


asyncio.run(main(int(sys.argv[1]), sys.argv[2], sys.argv[3:]))
