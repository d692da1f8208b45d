import Foundation
import Testing

/// What the played devices answer is what their files say.
@Suite(.peers(.snmpsimd, .snmpget, .snmpwalk))
struct DeviceSimulatorTests {
    private func walk(
        _ tool: Peer, _ credentials: Credentials, _ peer: String, below oid: String = ".1", options: [String] = []
    ) async throws -> ToolResult {
        let arguments = credentials.arguments + ["-On", "-Oe", "-t", "5", "-r", "1"] + options
        var result = try await runTool(tool, arguments + [peer, oid], seconds: 60)
        // The end of a walk with v1 is a line of its own, which is no part of the last value.
        result.output = result.output.replacing("\nEnd of MIB", with: "")
        return result
    }

    /// The value as Net-SNMP's tools print it; `nil` when that depends on more than the file.
    private func printed(_ record: DeviceFixture.Record) -> String? {
        switch record.tag {
        case "2", "65", "66", "64": record.value
        case "4": record.value
        case "6": "." + record.value
        case "67": "(\(record.value)) "
        default: nil
        }
    }

    @Test(arguments: [Credentials.v1, .v2c, DeviceSimulator.version3])
    func `every device answers all that its file says, in order`(credentials: Credentials) async throws {
        let fixtures = DeviceFixture.allCases.filter { $0 != .slow && $0 != .broken }
        try await DeviceSimulator.run(fixtures.map(SimulatedDevice.fixture)) { simulator in
            for (place, fixture) in fixtures.enumerated() {
                let records = try fixture.records()
                let result = try await walk(.snmpwalk, credentials, simulator.peer(place))
                let variables = result.variables.filter { !$0.value.hasPrefix("No more variables") }
                #expect(result.exitCode == 0 && variables.map(\.oid) == records.map(\.oid), "\(fixture)")
                for (variable, record) in zip(variables, records) {
                    guard let expected = printed(record) else { continue }
                    #expect(
                        variable.value == expected || record.tag == "67" && variable.value.hasPrefix(expected),
                        "\(fixture) \(record.oid)")
                }
            }
        }
    }

    @Test func `a community or context of a device's name leads to it from any address`() async throws {
        try await DeviceSimulator.run(.ipbs3, .ipbl) { simulator in
            let asked = DeviceSimulator.version3.arguments + ["-n", "ipbl"]
            for credentials in [["-v2c", "-c", "ipbl"], ["-v1", "-c", "ipbl"], asked] {
                let result = try await runTool(
                    .snmpget, credentials + ["-On", simulator.peer(0), OIDs.sysName])
                #expect(result.variables.map(\.value) == ["ipbl-1d-40-02"])
            }
            let unknown = try await runTool(
                .snmpget, ["-v2c", "-c", "wrong", "-t", "1", "-r", "0", simulator.peer(0), OIDs.sysName])
            #expect(unknown.exitCode != 0)
        }
    }

    @Test func `the broken one breaks every rule that it should`() async throws {
        let records = try DeviceFixture.broken.records()
        try await DeviceSimulator.run(.broken) { simulator in
            let strict = try await walk(.snmpwalk, .v2c, simulator.peer(0))
            #expect(strict.errors.contains("OID not increasing"))
            let all = try await walk(.snmpwalk, .v2c, simulator.peer(0), options: ["-Cc"]).variables
            #expect(all.filter { !$0.value.hasPrefix("No more variables") }.map(\.oid) == records.map(\.oid))
            let column = DeviceTables.alarms + ".4."
            let types = all.filter { $0.oid.hasPrefix(column) }.map(\.type)
            #expect(Set(types) == ["STRING", "INTEGER"] && types.count == 7)
            #expect(all.contains { $0.oid == DeviceTables.alarms + ".3.5.1" })
        }
    }

    @Test func `the slow one takes its time`() async throws {
        try await DeviceSimulator.run(.slow) { simulator in
            let clock = ContinuousClock()
            let start = clock.now
            let result = try await walk(.snmpwalk, .v2c, simulator.peer(0), below: OIDs.sysDescr)
            #expect(result.variables.first?.value == "IPBS2[11.0.5], Bootcode[11.0.5], Hardware[IPBS2-C3/1B1]")
            #expect(clock.now - start >= .milliseconds(1400))
        }
    }

    @Test func `a thousand devices are told apart by their addresses`() async throws {
        try await DeviceSimulator.run(SimulatedDevice.made(1000)) { simulator in
            for place in [0, 1, 255, 256, 999] {
                for credentials in [Credentials.v1, .v2c, DeviceSimulator.version3] {
                    let names = [OIDs.sysName, OIDs.sysLocation, OIDs.ifPhysAddress + ".1"]
                    let result = try await runTool(
                        .snmpget, credentials.arguments + ["-On", "-Ox", "-t", "5", simulator.peer(place)] + names)
                    let values = result.variables.map { value in
                        String(
                            decoding: value.value.split(separator: " ").compactMap { UInt8($0, radix: 16) },
                            as: UTF8.self)
                    }
                    #expect(values.first == SimulatedDevice.name(place), "\(result.everything)")
                    #expect(values.dropFirst().first == "Room \(place + 1)")
                    let mac = result.variables.last?.value.replacing(" ", with: "").lowercased()
                    #expect(mac == SimulatedDevice.hardwareAddress(place))
                }
            }
        }
    }
}

/// The vendor's tables of a device.
enum DeviceTables {
    /// A row of the active alarms, without column and index.
    static let alarms = OIDs.vendor + ".1.1.1.2.2.1"
    /// A row of the fault log.
    static let faults = OIDs.vendor + ".1.1.1.2.1.1"
}
