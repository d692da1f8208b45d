import Foundation
import Testing

/// The files for Telegraf, Zabbix and LibreNMS ask for what the agent's MIB modules have.
struct MonitoringFilesTests {
    static let telegraf = "Dashboards/telegraf/ipdect-snmp.conf"
    static let zabbix = "Dashboards/zabbix/ipdect-agent-6.0.yaml"
    static let detection = "Dashboards/librenms/os_detection/ipdect-agent.yaml"
    static let discovery = "Dashboards/librenms/os_discovery/ipdect-agent.yaml"

    @Test func `the MIB modules are read as smidump reads them`() throws {
        let names = try MIBNames()
        #expect(names.entries["ipdectSystemRadios"]?.oid == names.root + [2, 1, 1, 1, 6])
        #expect(names.entries["ipdectDeviceState"]?.oid == names.root + [2, 1, 1, 2, 1, 8])
        #expect(
            names.entries["ipdectDeviceState"]?.kind == .column && names.entries["ipdectSystemRadios"]?.kind == .scalar)
        #expect(names.entries["ipdectSyncRadioTable"]?.kind == .table)
        #expect(names.entries.count > 200)
    }

    @Test(arguments: [telegraf, zabbix, detection, discovery])
    func `every object identifier is one of the MIB modules`(path: String) throws {
        let names = try MIBNames()
        let root = names.root.map(String.init).joined(separator: #"\."#)
        let found = try Repository.text(path).matches(of: #"\b\#(root)(?:\.\d+)+"#).map { $0[0] }
        #expect(!found.isEmpty)
        for text in found where names.name(of: text[...]) == nil {
            Issue.record("\(path) asks for \(text), which no module in MIBs/ defines")
        }
    }

    /// What a table's field asks for is a column; what stands alone is a scalar with its instance.
    @Test func `Telegraf asks for scalars and columns where each belongs`() throws {
        let names = try MIBNames()
        let fields = try Repository.text(Self.telegraf)
            .matches(of: #"\[\[inputs\.snmp\.(table\.)?field\]\]\n +name = "([a-z_]+)"\n +oid = "([\d.]+)""#)
        #expect(fields.count > 60)
        for field in fields {
            let name = try #require(names.name(of: field[3][...]), "\(field[2])")
            let kind = names.entries[name]?.kind
            let isRight = field[1].isEmpty ? kind == .scalar && field[3].hasSuffix(".0") : kind == .column
            #expect(isRight, "\(Self.telegraf): \(field[2]) asks for \(name) in the wrong way")
        }
    }

    @Test func `Zabbix asks for scalars and columns where each belongs`() throws {
        let names = try MIBNames()
        let root = names.root.map(String.init).joined(separator: ".")
        let text = try Repository.text(Self.zabbix)
        for match in try text.matches(of: #"snmp_oid: '?(\#(root)[\d.]*?)(\.\{#SNMPINDEX\})?'?$"#) {
            let name = try #require(names.name(of: match[1][...]), "\(match[1])")
            let kind = names.entries[name]?.kind
            let isRight = match[2].isEmpty ? kind == .scalar && match[1].hasSuffix(".0") : kind == .column
            #expect(isRight, "\(Self.zabbix) asks for \(name) in the wrong way")
        }
        for match in try text.matches(of: #"\{#\w+\},(\#(root)[\d.]+)"#) {
            let name = try #require(names.name(of: match[1][...]), "\(match[1])")
            #expect(names.entries[name]?.kind == .column, "\(Self.zabbix) discovers by \(name), which is no column")
        }
    }

    @Test func `every part of the Zabbix template has an identity of its own`() throws {
        let text = try Repository.text(Self.zabbix)
        let identities = try text.matches(of: #"uuid: (\S+)"#).map { $0[1] }
        #expect(Set(identities).count == identities.count, "two parts have one uuid")
        for identity in identities {
            let isVersion4 = try !identity.matches(of: #"^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$"#).isEmpty
            #expect(isVersion4, "\(identity) is no UUID of version 4, which Zabbix demands")
        }
        let keys = try text.matches(of: #"^(?: {10}| {14})key: '?([^'\n]+)'?$"#).map { $0[1] }
        #expect(Set(keys).count == keys.count, "two items have one key")
    }

    @Test func `triggers, value maps and macros of the Zabbix template are there`() throws {
        let text = try Repository.text(Self.zabbix)
        let name = try #require(text.matches(of: #"template: '(.+)'"#).first?[1])
        let keys = Set(try text.matches(of: #"^ +key: '?([^'\n]+)'?$"#).map { $0[1] })
        let used = try text.matches(of: #"\(/\#(name)/([a-z.]+(?:\[\{#SNMPINDEX\}\])?)"#).map { $0[1] }
        #expect(used.count > 25)
        for key in used { #expect(keys.contains(key), "a trigger names \(key), which is no item") }
        let maps = Set(try text.matches(of: #"^ {10}name: '(IP-DECT [\w ]+)'$"#).map { $0[1] })
        for match in try text.matches(of: #"valuemap:\n +name: '(.+)'"#) {
            #expect(maps.contains(match[1]), "there is no value map \(match[1])")
        }
        let macros = Set(try text.matches(of: #"- macro: '(\{\$[A-Z.]+\})'"#).map { $0[1] })
        for match in try text.matches(of: #"\{\$[A-Z.]+\}"#) {
            #expect(macros.contains(match[0]), "there is no macro \(match[0])")
        }
    }

    @Test func `LibreNMS asks for names and numbers that belong together`() throws {
        let names = try MIBNames()
        let text = try Repository.text(Self.discovery)
        for match in try text.matches(of: #"(IPDECT-[A-Z]+-MIB)::(\w+)"#) {
            #expect(names.entries[match[2]]?.module == match[1], "\(Self.discovery): \(match[0]) is not there")
        }
        let sensors = try text.matches(
            of: #"oid: \S+::(\w+)\n(?: +value: \S+::(\w+)\n)? +num_oid: '\.([\d.]+)\.\{\{ \$index \}\}'"#)
        #expect(sensors.count > 15)
        for sensor in sensors {
            let name = sensor[2].isEmpty ? sensor[1] : sensor[2]
            #expect(names.name(of: sensor[3][...]) == name, "\(Self.discovery): \(sensor[3]) is not \(name)")
        }
    }

    @Test func `LibreNMS knows the agent by its own identity`() throws {
        let names = try MIBNames()
        let identity = try #require(names.entries["ipdectAgent"]?.oid).map(String.init).joined(separator: ".")
        #expect(try Repository.text(Self.detection).contains("- .\(identity)\n"))
    }

    @Test func `states in these files are those of the MIB modules`() throws {
        let text = try Repository.text("MIBs/IPDECT-SYSTEM-MIB.txt")
        let discovery = try Repository.text(Self.discovery)
        for (state, number) in [("up", 1), ("degraded", 2), ("down", 3), ("notAdded", 4)] {
            #expect(text.contains("\(state)(\(number))"))
            #expect(
                discovery.contains("{ value: \(number), descr: \(state),"),
                "LibreNMS takes \(number) for something else")
        }
    }

    /// The root stands in each file, so that a site with one of its own can replace it.
    @Test func `each file tells how to use a root of one's own`() throws {
        for path in [Self.telegraf, Self.zabbix] {
            #expect(try Repository.text(path).contains("For a root of your own"), "\(path)")
        }
    }
}
