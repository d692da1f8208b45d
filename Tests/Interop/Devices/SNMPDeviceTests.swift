import DeviceFeeds
import DeviceProtocols
import Foundation
import NetworkValues
import PortSupport
import Testing

extension Peer {
    static let snmpd = Peer("snmpd", package: "snmpd")
}

/// A user of version 3 that a peer is told of, and as whom the agent asks.
struct DeviceUser: Sendable, CustomTestStringConvertible {
    var name: String
    var authentication: (protocol: SNMPCredentials.Authentication, tool: String)?
    var privacy: (protocol: SNMPCredentials.Privacy, tool: String)?

    static let authenticationPassword = "not a secret, auth"
    static let privacyPassword = "not a secret, priv"

    static let all = [
        DeviceUser(name: "nobody"), DeviceUser(name: "sha1", authentication: (.sha, "SHA")),
        DeviceUser(name: "md5des", authentication: (.md5, "MD5"), privacy: (.des, "DES")),
        DeviceUser(name: "sha224", authentication: (.sha224, "SHA-224"), privacy: (.aes128, "AES")),
        DeviceUser(name: "sha256", authentication: (.sha256, "SHA-256"), privacy: (.aes128, "AES")),
        DeviceUser(name: "sha384", authentication: (.sha384, "SHA-384"), privacy: (.aes192, "AES-192")),
        DeviceUser(name: "sha512", authentication: (.sha512, "SHA-512"), privacy: (.aes256, "AES-256")),
        DeviceUser(name: "sha1aes256", authentication: (.sha, "SHA"), privacy: (.aes256, "AES-256")),
        DeviceUser(name: "sha1aes256c", authentication: (.sha, "SHA"), privacy: (.aes256Reeder, "AES-256-C")),
    ]
    static let strong = all[4]

    var testDescription: String { name }

    var credentials: SNMPCredentials {
        .v3(
            user: name, authentication: authentication.map { ($0.protocol, Self.authenticationPassword) },
            privacy: privacy.map { ($0.protocol, Self.privacyPassword) })
    }

    /// The lines of snmpd's settings.
    var lines: [String] {
        var line = "createUser \(name)"
        if let authentication { line += " \(authentication.tool) \"\(Self.authenticationPassword)\"" }
        if let privacy { line += " \(privacy.tool) \"\(Self.privacyPassword)\"" }
        let level = authentication == nil ? "noauth" : privacy == nil ? "auth" : "priv"
        return [line, "rouser \(name) \(level)"]
    }

    /// The arguments of Net-SNMP's tools.
    var arguments: [String] {
        let level = authentication == nil ? "noAuthNoPriv" : privacy == nil ? "authNoPriv" : "authPriv"
        var arguments = ["-v3", "-u", name, "-l", level]
        if let authentication { arguments += ["-a", authentication.tool, "-A", Self.authenticationPassword] }
        if let privacy { arguments += ["-x", privacy.tool, "-X", Self.privacyPassword] }
        return arguments
    }
}

/// The manager's side of SNMP against agents that we did not write.
@Suite struct SNMPDeviceTests {
    private static let sysDescr: [UInt32] = [1, 3, 6, 1, 2, 1, 1, 1, 0]
    private static let sysName: [UInt32] = [1, 3, 6, 1, 2, 1, 1, 5, 0]
    private static let ifEntry: [UInt32] = [1, 3, 6, 1, 2, 1, 2, 2, 1]

    /// Runs Net-SNMP's agent with all users.
    private static func withSNMPD<Value: Sendable>(
        port: UInt16, _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withFolder { try await withSNMPD(port: port, in: $0, body) }
    }

    /// The same in a folder, where it keeps its engine ID and counts its starts.
    private static func withSNMPD<Value: Sendable>(
        port: UInt16, in folder: String, _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        let path = try #require(Peer.snmpd.path)
        let lines =
            ["rocommunity public", "rocommunity6 public6", "sysName interop", "sysDescr IPBS2[10.3.9]"]
            + DeviceUser.all.flatMap(\.lines)
        try (lines.joined(separator: "\n") + "\n").write(
            toFile: folder + "/snmpd.conf", atomically: false, encoding: .utf8)
        try? FileManager.default.removeItem(atPath: folder + "/log")
        return try await Daemon.run(
            path, ["-f", "-Le", "-C", "-c", folder + "/snmpd.conf", "udp:127.0.0.1:\(port)", "udp6:[::1]:\(port)"],
            environment: ["MIBS": "", "SNMP_PERSISTENT_DIR": folder, "SNMPCONFPATH": folder], log: folder + "/log"
        ) { daemon in
            let isUp = try await eventually { daemon.printed.contains("NET-SNMP version") ? true : nil }
            try #require(isUp != nil, "snmpd did not start: \(daemon.printed)")
            return try await body()
        }
    }

    private static func target(_ port: UInt16, _ credentials: SNMPCredentials) -> SNMPTarget {
        SNMPTarget(address: .loopback, port: port, credentials: credentials, timeoutMilliseconds: 2000, retries: 2)
    }

    private static func failure(of manager: SNMPManager, _ target: SNMPTarget) async -> SNMPManagerError? {
        do throws(SNMPManagerError) {
            _ = try await manager.get([sysDescr], from: target)
            return nil
        } catch {
            return error
        }
    }

    @Test(.peers(.snmpd)) func `Net-SNMP's agent is read in every version and with every pair of algorithms`()
        async throws
    {
        let port = try LoopbackPort.free()
        try await Self.withSNMPD(port: port) {
            let manager = try SNMPManager()
            let communities: [SNMPCredentials] = [.v1(community: "public"), .v2c(community: "public")]
            for credentials in communities + DeviceUser.all.map(\.credentials) {
                let target = Self.target(port, credentials)
                let answer = try await manager.get([Self.sysDescr, [1, 3, 6, 1, 99, 0], Self.sysName], from: target)
                #expect(answer[0].value == .octets(Array("IPBS2[10.3.9]".utf8)), "\(credentials)")
                #expect([.noSuchObject, .noSuchInstance].contains(answer[1].value), "\(credentials)")
                #expect(answer[2].value == .octets(Array("interop".utf8)), "\(credentials)")
                let rows = try await manager.rows(
                    of: [Self.ifEntry + [1], Self.ifEntry + [2]], from: target, limit: 100)
                #expect(rows.isComplete)
                #expect(rows.rows.values.contains { $0[1] == .octets(Array("lo".utf8)) }, "\(credentials)")
            }
            var byIPv6 = Self.target(port, .v2c(community: "public6"))
            byIPv6.address = .v6(high: 0, low: 1, zone: 0)
            #expect(try await manager.get([Self.sysName], from: byIPv6)[0].value == .octets(Array("interop".utf8)))
            // The engine ID was asked for once, and the time that came with it was right.
            let status = await manager.status
            #expect(status.discoveries == 1 && status.reports == 1 && status.retries == 0)
        }
    }

    @Test(.peers(.snmpd)) func `who is not let in learns why`() async throws {
        let port = try LoopbackPort.free()
        try await Self.withSNMPD(port: port) {
            let manager = try SNMPManager()
            let unknown = await Self.failure(of: manager, Self.target(port, .v3(user: "stranger")))
            #expect(unknown?.code == .unknownUser)
            let digest = SNMPCredentials.v3(user: "sha256", authentication: (.sha256, "another password"))
            #expect(await Self.failure(of: manager, Self.target(port, digest))?.code == .wrongDigest)
            let level = SNMPCredentials.v3(
                user: "sha1", authentication: (.sha, DeviceUser.authenticationPassword),
                privacy: (.aes128, DeviceUser.privacyPassword))
            #expect(await Self.failure(of: manager, Self.target(port, level))?.code == .unsupportedLevel)
            // The right password works after the wrong one: no key is mistaken for another.
            #expect(await Self.failure(of: manager, Self.target(port, DeviceUser.strong.credentials)) == nil)
            #expect(await Self.failure(of: manager, Self.target(port, .v2c(community: "wrong")))?.code == .timeout)
        }
    }

    @Test(.peers(.snmpd)) func `another device behind the same address is learned anew`() async throws {
        let port = try LoopbackPort.free()
        let manager = try SNMPManager()
        let target = Self.target(port, DeviceUser.strong.credentials)
        for _ in 0..<2 {
            try await Self.withSNMPD(port: port) {
                let answer = try await manager.get([Self.sysName], from: target)
                #expect(answer[0].value == .octets(Array("interop".utf8)))
            }
        }
        let status = await manager.status
        #expect(status.discoveries == 1 && status.reports >= 2 && status.engines == 1)
    }

    @Test(.peers(.snmpd)) func `a device that started anew tells its time anew`() async throws {
        let port = try LoopbackPort.free()
        let manager = try SNMPManager()
        let target = Self.target(port, DeviceUser.strong.credentials)
        try await withFolder { folder in
            for _ in 0..<3 {
                try await Self.withSNMPD(port: port, in: folder) {
                    let answer = try await manager.get([Self.sysName], from: target)
                    #expect(answer[0].value == .octets(Array("interop".utf8)))
                }
            }
        }
        // One Report for the engine ID, and one for each start after the first.
        let status = await manager.status
        #expect(status.discoveries == 1 && status.reports == 3 && status.retries == 0)
    }

    @Test(.peers(.snmpsimd)) func `a simulated base station is read by snmpsim's agent`() async throws {
        let path = try #require(Peer.snmpsimd.path)
        let port = try LoopbackPort.free()
        try await withFolder { folder in
            let records = """
                1.3.6.1.2.1.1.1.0|4|IPBS2[10.3.9], Bootcode[10.3.9], Hardware[IPBS2-C3/1B1]
                1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.27614
                1.3.6.1.2.1.1.3.0|67|123456
                1.3.6.1.4.1.27614.1.1.1.2.2.1.4.1|2|197124
                1.3.6.1.4.1.27614.1.1.1.2.2.1.4.2|2|917509
                1.3.6.1.4.1.27614.1.1.1.2.2.1.6.1|4|DECT MASTER
                1.3.6.1.4.1.27614.1.1.1.2.2.1.7.2|64|192.0.2.7

                """
            try FileManager.default.createDirectory(atPath: folder + "/data", withIntermediateDirectories: true)
            try FileManager.default.createDirectory(atPath: folder + "/cache", withIntermediateDirectories: true)
            try records.write(toFile: folder + "/data/station.snmprec", atomically: false, encoding: .utf8)
            for name in [folder, folder + "/data", folder + "/cache"] {
                try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: name)
            }
            let arguments = [
                "--data-dir=\(folder)/data", "--cache-dir=\(folder)/cache", "--process-user=nobody",
                "--process-group=nogroup", "--agent-udpv4-endpoint=127.0.0.1:\(port)", "--v3-user=station",
                "--v3-auth-key=\(DeviceUser.authenticationPassword)", "--v3-auth-proto=SHA",
                "--v3-priv-key=\(DeviceUser.privacyPassword)", "--v3-priv-proto=AES",
            ]
            try await Daemon.run(path, arguments, environment: ["HOME": folder], log: folder + "/log") { daemon in
                let isUp = try await eventually(within: 20) { daemon.printed.contains("Listening at") ? true : nil }
                try #require(isUp != nil, "snmpsimd did not start: \(daemon.printed)")
                let manager = try SNMPManager()
                let user = SNMPCredentials.v3(
                    user: "station", authentication: (.sha, DeviceUser.authenticationPassword),
                    privacy: (.aes128, DeviceUser.privacyPassword), contextName: "station")
                for credentials in [.v1(community: "station"), .v2c(community: "station"), user] {
                    let target = Self.target(port, credentials)
                    let answer = try await manager.get([Self.sysDescr, Self.sysName], from: target)
                    #expect(
                        answer[0].value
                            == .octets(Array("IPBS2[10.3.9], Bootcode[10.3.9], Hardware[IPBS2-C3/1B1]".utf8)))
                    let entry: [UInt32] = [1, 3, 6, 1, 4, 1, 27614, 1, 1, 1, 2, 2, 1]
                    let rows = try await manager.rows(
                        of: [entry + [4], entry + [6], entry + [7]], from: target, limit: 50)
                    #expect(
                        rows.rows == [
                            [1]: [.integer(197124), .octets(Array("DECT MASTER".utf8)), nil],
                            [2]: [.integer(917509), nil, .address(.v4(0xc000_0207))],
                        ], "\(credentials)")
                }
            }
        }
    }
}
