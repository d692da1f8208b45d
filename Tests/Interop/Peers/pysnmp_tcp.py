"""pysnmp over TCP, for the tests beside this folder: pysnmp_tcp.py PORT OID [USER]

Reads sysName.0, then walks OID with GETBULK over the same transport: in version 2c, or in version 3 as USER, which has
SHA-256 and AES-128. Prints the name, then the number of variables. pysnmp 7 has a transport for TCP, but its table of
targets takes addresses of UDP only: the transport is registered below the domain of UDP here.
"""
import asyncio
import sys

from pysnmp.carrier.asyncio.dgram import udp
from pysnmp.carrier.asyncio.stream import tcp
from pysnmp.entity import config
from pysnmp.hlapi.v3arch.asyncio import (
    CommunityData, ContextData, ObjectIdentity, ObjectType, SnmpEngine, UsmUserData, bulk_walk_cmd, get_cmd,
)
from pysnmp.hlapi.v3arch.asyncio.transport import AbstractTransportTarget


class TcpTransportTarget(AbstractTransportTarget):
    """A receiver at the other end of a TCP connection."""

    TRANSPORT_DOMAIN = udp.DOMAIN_NAME + (6,)
    PROTO_TRANSPORT = tcp.TcpAsyncioTransport

    async def _resolve_address(self, address):
        return address


async def main(port, oid, user):
    engine = SnmpEngine()
    target = await TcpTransportTarget.create(("127.0.0.1", port), timeout=5, retries=0)
    sender = CommunityData("public") if user is None else UsmUserData(
        user, authProtocol=config.USM_AUTH_HMAC192_SHA256, authKey="authentication-password",
        privProtocol=config.USM_PRIV_CFB128_AES, privKey="privacy-password")
    name = ObjectType(ObjectIdentity("1.3.6.1.2.1.1.5.0"))
    indication, status, _, variables = await get_cmd(
        engine, sender, target, ContextData(), name, lookupMib=False)
    if indication or status:
        sys.exit(f"{indication} {status}")
    print(variables[0][1].prettyPrint())
    count = 0
    async for indication, status, _, variables in bulk_walk_cmd(
            engine, sender, target, ContextData(), 0, 50, ObjectType(ObjectIdentity(oid)), lookupMib=False,
            lexicographicMode=False):
        if indication or status:
            sys.exit(f"{indication} {status}")
        count += len(variables)
    print(count)


asyncio.run(main(int(sys.argv[1]), sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else None))
