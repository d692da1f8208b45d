import Foundation
import Testing

/// HOST-RESOURCES, ENTITY, sensors, IP, ALARM and the notification log as managers that we did not write read them, and
/// beside the host's own tools and snmpd.
@Suite(
    .builtAgent, .serialized, .peers(.snmpget, .snmpwalk, .snmpbulkwalk),
    .agent(AgentSettingsText(radios: 60, scenario: "radio-loss")))
struct StandardModuleTests {
    let agent: AgentProcess

    init() throws { agent = try .required() }

    private func walk(
        _ oid: String, by peer: Peer = .snmpbulkwalk, at address: String? = nil, _ credentials: Credentials = .v2c
    ) async throws -> [PrintedVariable] {
        let result = try await runTool(
            peer,
            credentials.arguments + ["-On", "-OU", "-Oe", "-t", "3", "-r", "2", address ?? agent.snmpAddress, oid],
            environment: ["MIBS": ""], seconds: 60)
        try #require(result.exitCode == 0, "\(result.everything)")
        return result.variables.filter { !$0.type.isEmpty || $0.value.isEmpty }
    }

    /// The values of a column by index.
    private func column(_ oid: String, at address: String? = nil) async throws -> [String: String] {
        let variables = try await walk(oid, at: address)
        return Dictionary(
            variables.map { (String($0.oid.dropFirst(oid.count + 1)), $0.value) },
            uniquingKeysWith: { first, _ in first })
    }

    @Test(arguments: StandardModules.names)
    func `each module is walked by GETNEXT and GETBULK in rising order, and is not empty`(module: String) async throws {
        let root = try #require(StandardModules.roots[module])
        let one = try await walk(root, by: .snmpwalk), bulk = try await walk(root)
        // A site without gateways has no sensors; this one may have none.
        if module != "ENTITY-SENSOR-MIB" { #expect(!one.isEmpty) }
        for variables in [one, bulk] {
            #expect(zip(variables, variables.dropFirst()).allSatisfy { $0.parts.lexicographicallyPrecedes($1.parts) })
        }
        let first = try await walk(root, by: .snmpwalk, .v1)
        #expect(first.allSatisfy { $0.type != "Counter64" })
    }

    // MARK: The host's own tools

    @Test func `memory, processors and processes are those of proc`() async throws {
        let memory = try String(contentsOfFile: "/proc/meminfo", encoding: .utf8)
        let total = memory.split(separator: "\n").first.flatMap { $0.split(separator: " ").dropFirst().first }
        let size = try await column(".1.3.6.1.2.1.25.2.2")
        #expect(size["0"]?.split(separator: " ").first == total)
        let stat = try String(contentsOfFile: "/proc/stat", encoding: .utf8)
        let count = stat.split(separator: "\n").count { $0.hasPrefix("cpu") && !$0.hasPrefix("cpu ") }
        #expect(try await column(".1.3.6.1.2.1.25.3.3.1.1").count == count)
        let loads = try await column(".1.3.6.1.2.1.25.3.3.1.2").values.compactMap { Int($0) }
        #expect(loads.allSatisfy { (0...100).contains($0) })
        let processes = try #require(try await column(".1.3.6.1.2.1.25.1.6")["0"].flatMap { Int($0) })
        let now = try FileManager.default.contentsOfDirectory(atPath: "/proc").count { $0.allSatisfy(\.isNumber) }
        // Others start and end programs while this runs.
        #expect(abs(processes - now) < max(50, now / 2), "\(processes) and \(now)")
        let upTime = try String(contentsOfFile: "/proc/uptime", encoding: .utf8).split(separator: " ").first
        let ticks = try #require(
            try await walk(".1.3.6.1.2.1.25.1.1", by: .snmpwalk).first?.value.split(separator: ")").first?.dropFirst())
        let seconds = try #require(upTime.flatMap { Double($0) }), shown = try #require(Double(ticks))
        #expect(abs(seconds - shown / 100) < 30)
    }

    @Test(.peers(.df)) func `file systems are as large as df says`() async throws {
        let points = try await column(".1.3.6.1.2.1.25.2.3.1.3"), units = try await column(".1.3.6.1.2.1.25.2.3.1.4")
        let sizes = try await column(".1.3.6.1.2.1.25.2.3.1.5")
        let state = try await runTool(.df, ["--output=target", agent.folder]).lines.last ?? ""
        #expect(points.values.contains(state), "the agent's own file system is listed: \(points)")
        for (index, point) in points where (Int(index) ?? 0) > 30 {
            let told = try await runTool(.df, ["-B1", "--output=size", point]).lines.last.map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            let size = try #require(sizes[index].flatMap { Int($0) })
            let unit = try #require(units[index].flatMap { Int($0.prefix { $0.isNumber }) })
            let expected = try #require(told.flatMap { Int($0) }, "\(point)")
            #expect(abs(size * unit - expected) <= unit, "\(point)")
        }
    }

    // MARK: snmpd

    @Test(.peers(.snmpd)) func `snmpd says the same of this host`() async throws {
        try await ReferenceAgent.run { peer in
            // hrMemorySize, hrDeviceType of processors and interfaces, hrNetworkIfIndex, ipForwarding, ipDefaultTTL,
            // ipv6IpForwarding, and the addresses with interface and mask.
            let same = [
                ".1.3.6.1.2.1.25.2.2", ".1.3.6.1.2.1.25.3.4.1.1", ".1.3.6.1.2.1.25.3.3.1.1", ".1.3.6.1.2.1.4.1",
                ".1.3.6.1.2.1.4.2", ".1.3.6.1.2.1.4.25", ".1.3.6.1.2.1.4.26", ".1.3.6.1.2.1.4.20.1.1",
                ".1.3.6.1.2.1.4.20.1.2", ".1.3.6.1.2.1.4.20.1.3", ".1.3.6.1.2.1.4.20.1.4",
            ]
            for oid in same {
                let (ours, theirs) = (try await column(oid), try await column(oid, at: peer.snmpAddress))
                #expect(ours == theirs, "\(oid)")
            }
            let types = ".1.3.6.1.2.1.25.3.2.1.2"
            let (devices, theirDevices) = (try await column(types), try await column(types, at: peer.snmpAddress))
            for (index, type) in theirDevices where type.hasSuffix(".3.1.3") || type.hasSuffix(".3.1.4") {
                #expect(devices[index] == type, "hrDeviceType.\(index)")
            }
            // Rows of memory have the same numbers; file systems are compared by mount point.
            let storage = ".1.3.6.1.2.1.25.2.3.1"
            let (names, theirNames) = (
                try await column(storage + ".3"), try await column(storage + ".3", at: peer.snmpAddress)
            )
            let (sizes, theirSizes) = (
                try await column(storage + ".5"), try await column(storage + ".5", at: peer.snmpAddress)
            )
            for index in ["1", "3", "6", "10"] where theirNames[index] != nil {
                #expect(names[index] == theirNames[index] && sizes[index] == theirSizes[index], "hrStorage.\(index)")
            }
            let ours = Dictionary(names.map { ($0.value, sizes[$0.key]) }, uniquingKeysWith: { first, _ in first })
            var compared = 0
            for (index, name) in theirNames where (Int(index) ?? 0) > 30 {
                guard let size = ours[name] else { continue }
                #expect(size == theirSizes[index], "\(name)")
                compared += 1
            }
            #expect(compared > 0)
        }
    }

    @Test(.peers(.snmpd)) func `counters of IP grow as snmpd's do`() async throws {
        try await ReferenceAgent.run { peer in
            let oids = (3...10).map { ".1.3.6.1.2.1.4.\($0)" } + [".1.3.6.1.2.1.4.31.1.1.6", ".1.3.6.1.2.1.5.1"]
            for oid in oids {
                // Either remembers what it read for some seconds: each must come to what the other said before.
                let theirs = try await numbers(oid, at: peer.snmpAddress)
                let ours = try await reached(oid, theirs)
                #expect(ours != nil && !theirs.isEmpty, "ours: \(oid)")
                if let ours { #expect(try await reached(oid, ours, at: peer.snmpAddress) != nil, "snmpd: \(oid)") }
            }
        }
    }

    private func numbers(_ oid: String, at address: String? = nil) async throws -> [String: UInt64] {
        try await column(oid, at: address).compactMapValues { UInt64($0) }
    }

    /// The column once each of its values is at least the one given.
    private func reached(_ oid: String, _ least: [String: UInt64], at address: String? = nil) async throws -> [String:
        UInt64]?
    {
        try await eventually(within: 90) {
            let now = try await numbers(oid, at: address)
            return least.allSatisfy { (now[$0.key] ?? 0) >= $0.value } ? now : nil
        }
    }

    // MARK: The site

    @Test func `each device is an entity, and every entity is in another`() async throws {
        let classes = try await column(".1.3.6.1.2.1.47.1.1.1.1.5")
        let names = try await column(OIDs.root + ".2.1.1.2.1.2")
        #expect(classes.values.count { $0 == "3" } == names.count)
        #expect(classes["1"] == "11")
        let containers = try await column(".1.3.6.1.2.1.47.1.1.1.1.4")
        for (index, container) in containers where index != "1" { #expect(classes[container] != nil, "\(index)") }
        for (index, name) in names {
            let entity = "\((Int(index) ?? 0) * 100)"
            let shown = try await column(".1.3.6.1.2.1.47.1.1.1.1.7.\(entity)")
            #expect(shown.isEmpty || shown.values.contains(name))
            break
        }
    }

    @Test func `alarms have the same numbers in both views`() async throws {
        let own = Set(try await column(OIDs.root + ".2.4.1.2.1.2").keys)
        let list = Set(try await walk(".1.3.6.1.2.1.118.1.2.2.1.9").compactMap { $0.oid.split(separator: ".").last })
        // An alarm may come or go between the two walks.
        #expect(own.symmetricDifference(list.map(String.init)).count <= 5)
        let logged = try await column(".1.3.6.1.2.1.92.1.3.1.1.9")
        #expect(logged.count <= 1000)
    }
}

/// The same with the texts of the modules, where somebody has them.
@Suite(
    .builtAgent, .peers(.snmpbulkwalk, .snmptable), .agent(AgentSettingsText(radios: 40, scenario: "radio-loss")),
    .enabled(
        if: StandardModules.missing.isEmpty,
        "not in \(StandardModules.folder): \(StandardModules.missing.joined(separator: ", "))"))
struct NamedStandardModuleTests {
    let agent: AgentProcess

    init() throws { agent = try .required() }

    @Test(arguments: StandardModules.names)
    func `every object has a name and its type`(module: String) async throws {
        let root = try #require(StandardModules.roots[module])
        let walk = try await runTool(
            .snmpbulkwalk, Credentials.v2c.arguments + [agent.snmpAddress, root],
            environment: StandardModules.environment, seconds: 60)
        #expect(walk.exitCode == 0, "\(walk.errors)")
        #expect(walk.lines.allSatisfy { !$0.contains("Wrong Type") }, "\(walk.output)")
        let names = walk.lines.filter { $0.contains("::") }.map { $0.prefix { $0 != "." && $0 != " " && $0 != "[" } }
        #expect(names.allSatisfy { !$0.hasSuffix("Entry") && !$0.hasSuffix("Table") }, "\(walk.output)")
        #expect(names.allSatisfy { !$0.hasPrefix("SNMPv2-SMI::") })
    }

    @Test(arguments: [
        "HOST-RESOURCES-MIB::hrStorageTable", "HOST-RESOURCES-MIB::hrDeviceTable", "ENTITY-MIB::entPhysicalTable",
        "IP-MIB::ipAddressTable", "IP-MIB::ipAddrTable", "NOTIFICATION-LOG-MIB::nlmLogTable",
    ])
    func `Net-SNMP prints the table`(name: String) async throws {
        let table = try await runTool(
            .snmptable, Credentials.v2c.arguments + ["-Ci", "-Cf", "|", agent.snmpAddress, name],
            environment: StandardModules.environment, seconds: 60)
        #expect(table.exitCode == 0, "\(table.everything)")
        #expect(table.lines.count >= 3 || table.output.contains("No entries"), "\(table.output)")
    }
}

/// The same by a manager in Python.
@Suite(.builtAgent, .peers(.python, .snmpwalk), .agent(AgentSettingsText(radios: 10)))
struct PythonStandardModuleTests {
    let agent: AgentProcess

    init() throws { agent = try .required() }

    @Test(arguments: StandardModules.names)
    func `pysnmp walks it`(module: String) async throws {
        let root = try #require(StandardModules.roots[module])
        let request = PysnmpTests.Request(verb: "walk", oids: [String(root.dropFirst())], version: "2c")
        let input = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        let result = try await runTool(
            .python, [PysnmpTests.script, "ask", "\(agent.snmpPort)"], input: input, seconds: 60)
        try #require(result.exitCode == 0, "\(result.everything)")
        let answer = try JSONDecoder().decode(PysnmpTests.Answer.self, from: Data(result.output.utf8))
        #expect(answer.error == nil)
        if module != "ENTITY-SENSOR-MIB" { #expect(!answer.variables.isEmpty) }
    }
}
