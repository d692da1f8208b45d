import DeviceFeeds
import DeviceProtocols
import Foundation
import NetworkValues
import Testing

extension Peer {
    static let snmptrap = Peer("snmptrap", package: "snmp")
}

/// The receiver of notifications, with senders that we did not write.
@Suite struct SNMPNotificationTests {
    private static let vendor = "1.3.6.1.4.1.27614"
    private static let alarmTrap: [UInt32] = [1, 3, 6, 1, 4, 1, 27614, 0, 12]
    private static let lastErrorCode: [UInt32] = [1, 3, 6, 1, 4, 1, 27614, 1, 1, 1, 1, 3, 0]
    private static let variable = ["1.3.6.1.4.1.27614.1.1.1.1.3.0", "i", "197124"]
    private static let senderEngine: [UInt8] = [0x80, 0, 0x1f, 0x88, 4, 0x73, 0x65, 0x6e, 0x64]
    private static let ownEngine = SNMPOwnEngine(
        engineID: [0x80, 0, 0x1f, 0x88, 4, 0x72, 0x65, 0x63, 0x76], boots: 3)

    private static func receiver(
        _ credentials: [SNMPCredentials]
    ) async throws -> (SNMPNotificationReceiver, UInt16) {
        let receiver = try SNMPNotificationReceiver(
            accepting: .init(credentials: credentials, engineIDs: [senderEngine], ownEngine: ownEngine))
        return (receiver, try await receiver.listen(at: SNMPListenAddress(.loopback, port: 0)))
    }

    /// The first notifications that arrive, each confirmed. Who sends an inform waits for that.
    private static func first(_ count: Int, _ receiver: SNMPNotificationReceiver) async -> [ReceivedNotification] {
        var found: [ReceivedNotification] = []
        for await notification in receiver.notifications {
            await receiver.confirm(notification)
            found.append(notification)
            if found.count == count { break }
        }
        return found
    }

    private static func first(_ receiver: SNMPNotificationReceiver) async -> ReceivedNotification? {
        await first(1, receiver).first
    }

    /// Runs snmptrap with a folder of its own, as every start counts the boots of its engine.
    private static func send(_ arguments: [String]) async throws {
        try await withFolder { folder in
            let result = try await runTool(
                Peer.snmptrap, arguments, environment: ["SNMP_PERSISTENT_DIR": folder, "SNMPCONFPATH": folder])
            #expect(result.exitCode == 0, "\(result.everything)")
        }
    }

    private static func check(_ notification: ReceivedNotification?, isInform: Bool) {
        #expect(notification?.trapOID == alarmTrap)
        #expect(notification?.upTime == 4711)
        #expect(notification?.variables == [SNMPVariable(lastErrorCode, .integer(197124))])
        #expect(notification?.isInform == isInform)
        #expect(notification?.source == .loopback)
    }

    @Test(.peers(.snmptrap)) func `a trap of version 1 is named as version 2 would name it`() async throws {
        let (receiver, port) = try await Self.receiver([.v1(community: "traps")])
        try await Self.send(
            ["-v1", "-c", "traps", "127.0.0.1:\(port)", Self.vendor, "192.0.2.7", "6", "12", "4711"] + Self.variable)
        let notification = await Self.first(receiver)
        Self.check(notification, isInform: false)
        #expect(notification?.agentAddress == .v4(0xc000_0207))
        #expect(notification?.generic == 6 && notification?.specific == 12)
        try await Self.send(["-v1", "-c", "traps", "127.0.0.1:\(port)", Self.vendor, "192.0.2.7", "0", "0", "1"])
        #expect(await Self.first(receiver)?.trapOID == [1, 3, 6, 1, 6, 3, 1, 1, 5, 1])
        await receiver.shutDown()
    }

    @Test(.peers(.snmptrap), arguments: [false, true])
    func `traps and informs of version 2c arrive`(isInform: Bool) async throws {
        let (receiver, port) = try await Self.receiver([.v2c(community: "other"), .v2c(community: "traps")])
        async let arrived = Self.first(receiver)
        try await Self.send(
            (isInform ? ["-Ci"] : []) + ["-v2c", "-c", "traps", "127.0.0.1:\(port)", "4711", Self.vendor + ".0.12"]
                + Self.variable)
        Self.check(await arrived, isInform: isInform)
        #expect(await receiver.status.answered == (isInform ? 1 : 0))
        await receiver.shutDown()
    }

    @Test(.peers(.snmptrap), arguments: DeviceUser.all)
    func `a trap of version 3 arrives from an engine that is known`(user: DeviceUser) async throws {
        let (receiver, port) = try await Self.receiver([user.credentials])
        try await Self.send(
            user.arguments + ["-e", "0x" + Self.senderEngine.map { String(format: "%02x", $0) }.joined()]
                + ["127.0.0.1:\(port)", "4711", Self.vendor + ".0.12"] + Self.variable)
        let notification = await Self.first(receiver)
        Self.check(notification, isInform: false)
        #expect(notification?.engineID == Self.senderEngine)
        #expect(notification?.securityLevel == user.credentials.securityLevel)
        await receiver.shutDown()
    }

    @Test(.peers(.snmptrap), arguments: DeviceUser.all)
    func `an inform of version 3 learns our engine and is answered`(user: DeviceUser) async throws {
        let (receiver, port) = try await Self.receiver([user.credentials])
        // snmptrap waits for the answer: its exit code says that it came.
        async let arrived = Self.first(receiver)
        try await Self.send(
            ["-Ci"] + user.arguments + ["127.0.0.1:\(port)", "4711", Self.vendor + ".0.12"] + Self.variable)
        Self.check(await arrived, isInform: true)
        let status = await receiver.status
        #expect(status.answered == 1 && status.reports >= 1)
        await receiver.shutDown()
    }

    @Test(.peers(.snmptrap)) func `what is not accepted is counted by its reason`() async throws {
        let (receiver, port) = try await Self.receiver([.v2c(community: "right"), DeviceUser.strong.credentials])
        let trap = ["127.0.0.1:\(port)", "4711", Self.vendor + ".0.12"]
        let engine = ["-e", "0x" + Self.senderEngine.map { String(format: "%02x", $0) }.joined()]
        try await Self.send(["-v2c", "-c", "wrong"] + trap)
        try await Self.send(["-v3", "-u", "stranger", "-l", "noAuthNoPriv"] + engine + trap)
        try await Self.send(["-v3", "-u", "sha256", "-l", "noAuthNoPriv"] + engine + trap)
        try await Self.send(
            ["-v3", "-u", "sha256", "-l", "authNoPriv", "-a", "SHA-256", "-A", "another password"] + engine + trap)
        try await Self.send(DeviceUser.strong.arguments + ["-e", "0x8000001f880400"] + trap)
        try await Self.send(["-v1", "-c", "right", "127.0.0.1:\(port)", Self.vendor, "192.0.2.7", "0", "0", "1"])
        let status = try await eventually {
            let status = await receiver.status
            return status.datagrams >= 6 ? status : nil
        }
        #expect(
            status?.refused == [.community: 1, .user: 1, .level: 1, .digest: 1, .engine: 1, .version: 1])
        #expect(status?.accepted == 0)
        await receiver.shutDown()
    }

    @Test(.peers(.python)) func `pysnmp's notifications arrive`() async throws {
        let (receiver, port) = try await Self.receiver([.v2c(community: "traps"), DeviceUser.strong.credentials])
        let script = """
            import asyncio, sys
            from pysnmp.hlapi.v3arch.asyncio import *
            async def main():
                target = await UdpTransportTarget.create(("127.0.0.1", \(port)), timeout=2, retries=1)
                what = lambda: NotificationType(ObjectIdentity("1.3.6.1.4.1.27614.0.12")).add_varbinds(
                    ("1.3.6.1.4.1.27614.1.1.1.1.3.0", Integer32(197124)))
                user = UsmUserData("sha256", "\(DeviceUser.authenticationPassword)",
                    "\(DeviceUser.privacyPassword)", authProtocol=usmHMAC192SHA256AuthProtocol,
                    privProtocol=usmAesCfb128Protocol)
                for kind, who in (("trap", CommunityData("traps")), ("inform", CommunityData("traps")), ("inform", user)):
                    found = await send_notification(SnmpEngine(), who, target, ContextData(), kind, what())
                    if found[0] or (kind == "inform" and found[1]):
                        sys.exit(str(found))
            asyncio.run(main())
            """
        async let arrived = Self.first(3, receiver)
        let result = try await runTool(Peer.python, ["-c", script])
        #expect(result.exitCode == 0, "\(result.everything)")
        let found = await arrived
        #expect(found.map(\.isInform) == [false, true, true])
        #expect(found.map(\.securityLevel) == [.noAuthNoPriv, .noAuthNoPriv, .authPriv])
        for notification in found {
            #expect(notification.trapOID == Self.alarmTrap)
            #expect(notification.variables.contains(SNMPVariable(Self.lastErrorCode, .integer(197124))))
        }
        await receiver.shutDown()
    }
}
