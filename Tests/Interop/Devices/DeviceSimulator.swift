import Foundation
import PortSupport
import Testing

/// Debian's snmpsim, which plays devices. Each has an address of its own, 127.1.0.0 and on, and all have one port.
///
/// A device answers to v1 and v2c with the community `public`, and to v3 with the user below and no context name; a fixture
/// answers at any of the addresses to a community or context of its own name, too.
///
/// snmpsim chooses the file by the socket over which a question came: the socket with number N is the transport domain
/// 1.3.6.1.6.1.1.N, and a file of that name beneath the context's folder goes before others. The context of a community is
/// named by the community's MD5.
struct DeviceSimulator: Sendable {
    static let user = "simulator"
    static let authenticationPassword = "auctoritas"
    static let privacyPassword = "privatissima"
    /// The arguments of Net-SNMP's tools for version 3.
    static let version3 = Credentials(
        arguments: [
            "-v3", "-u", user, "-l", "authPriv", "-a", "SHA", "-A", authenticationPassword, "-x", "AES", "-X",
            privacyPassword,
        ], testDescription: "v3")
    private static let publicContext = "4c9184f37cff01bcdc32dc486ec36961"

    let daemon: Daemon
    let port: UInt16
    let count: Int

    /// The address of the device at this place, from 0.
    static func address(_ place: Int) -> String { "127.1.\(place >> 8).\(place & 0xff)" }

    /// The device at this place, as Net-SNMP's tools want it.
    func peer(_ place: Int) -> String { "\(Self.address(place)):\(port)" }

    /// Runs `body` while the devices are played. 1,000 take about 18 s until they answer: snmpsim writes an index for each.
    static func run<Value: Sendable>(
        _ devices: [SimulatedDevice], port: UInt16? = nil, _ body: @Sendable (DeviceSimulator) async throws -> Value
    ) async throws -> Value {
        let port = try port ?? LoopbackPort.free()
        return try await withFolder { folder in
            try write(devices, port: port, in: folder)
            let path = try #require(Peer.snmpsimd.path)
            // It looks for settings at home, and must not find those of whoever runs the tests.
            let home = ["HOME": folder]
            return try await Daemon.run(path, arguments(folder), environment: home, log: folder + "/log") { daemon in
                let simulator = DeviceSimulator(daemon: daemon, port: port, count: devices.count)
                try await simulator.waitForAnswers()
                return try await body(simulator)
            }
        }
    }

    /// Runs fixtures, in order.
    static func run<Value: Sendable>(
        _ fixtures: DeviceFixture..., body: @Sendable (DeviceSimulator) async throws -> Value
    ) async throws -> Value {
        try await run(fixtures.map(SimulatedDevice.fixture), body)
    }

    private static func arguments(_ folder: String) -> [String] {
        // As root it asks for a user to become; the folder is ours alone.
        let user = geteuid() == 0 ? ["--process-user=root", "--process-group=root"] : []
        return user + [
            "--data-dir=\(folder)/data", "--cache-dir=\(folder)/cache", "--logging-method=null",
            "--v3-user=\(Self.user)", "--v3-auth-key=\(authenticationPassword)", "--v3-auth-proto=SHA",
            "--v3-priv-key=\(privacyPassword)", "--v3-priv-proto=AES", "--args-from-file=\(folder)/endpoints",
        ]
    }

    private static func write(_ devices: [SimulatedDevice], port: UInt16, in folder: String) throws {
        let files = FileManager.default
        let data = folder + "/data"
        for name in ["\(data)/\(publicContext)", "\(folder)/cache"] {
            try files.createDirectory(atPath: name, withIntermediateDirectories: true)
        }
        let template = try String(contentsOfFile: DeviceFixture.folder + "/template.txt", encoding: .utf8)
        for (place, device) in devices.enumerated() {
            let byAddress = "1.3.6.1.6.1.1.\(place).snmprec"
            var file = "\(data)/\(byAddress)"
            switch device {
            case .made(let number):
                let text =
                    template.replacing("@NAME@", with: SimulatedDevice.name(number))
                    .replacing("@MAC@", with: SimulatedDevice.hardwareAddress(number))
                    .replacing("@PLACE@", with: "Room \(number + 1)")
                try text.write(toFile: file, atomically: false, encoding: .utf8)
            case .fixture(let fixture):
                file = "\(data)/\(fixture.rawValue).snmprec"
                if !files.fileExists(atPath: file) { try files.copyItem(atPath: fixture.path, toPath: file) }
                try files.createSymbolicLink(atPath: "\(data)/\(byAddress)", withDestinationPath: file)
            }
            // One index serves all links to a file.
            try files.createSymbolicLink(atPath: "\(data)/\(publicContext)/\(byAddress)", withDestinationPath: file)
        }
        // A community is known only when a file has its name.
        try files.copyItem(atPath: DeviceFixture.ipbs2.path, toPath: "\(data)/public.snmprec")
        // The list of arguments is not long enough for thousands.
        let endpoints = devices.indices.map { "--agent-udpv4-endpoint=\(address($0)):\(port)\n" }
        try endpoints.joined().write(toFile: folder + "/endpoints", atomically: false, encoding: .utf8)
    }

    /// Waits until the device that is opened last answers.
    private func waitForAnswers() async throws {
        let arguments = ["-v1", "-c", "public", "-On", "-t", "2", "-r", "0", peer(count - 1), OIDs.sysUpTime]
        let answer = try await eventually(within: 120) { () -> Bool? in
            if daemon.hasEnded { return false }
            return try await runTool(.snmpget, arguments).exitCode == 0 ? true : nil
        }
        try #require(answer == true, "snmpsimd does not answer: \(daemon.printed.suffix(2000))")
    }
}
