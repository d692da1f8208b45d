public import IPDECTCore
import NetworkValues

/// What a device says of itself (`/CMD0/box_info.xml`).
///
/// The form is not published. Known is an element `sys` with the attributes `temp`, `sync` and `reset-required`; everything
/// else is looked for by the names that it is likely to have, in `sys` first and then in the order of the document. A value
/// that could mean two things, such as a bare number for memory, means nothing here.
public struct BoxInformation: Hashable, Sendable {
    /// What the device is.
    public private(set) var identity = DeviceIdentity()
    /// For how long it has been running.
    public private(set) var upTimeSeconds: UInt64?
    /// Degrees Celsius.
    public private(set) var temperature: Double?
    /// The processor in use, percent.
    public private(set) var processor: Double?
    /// Memory in use, percent.
    public private(set) var memory: Double?
    /// Whether its radio is synchronized. `-` and names of interfaces, which stand there on telephone systems with ISDN, say
    /// nothing of it.
    public private(set) var sync: RadioSyncState?
    /// The environment, when all four values are there with their units.
    public private(set) var environment: Environment?
    /// What its clock shows.
    public private(set) var clock: DeviceTime?
    /// Whether a change of settings waits for a restart; `nil` when it does not say.
    public private(set) var isResetRequired: Bool?
    /// Why reading ended early; `nil` when the document was whole.
    public let error: XMLError?
    /// Whether anything was understood.
    public private(set) var isUnderstood = false
    /// What was not understood: the whole, when nothing was.
    public private(set) var unknown = ""

    /// Reads an answer, as far as it goes.
    public init(_ bytes: Span<UInt8>, limits: XMLLimits = XMLLimits(), encoding: XMLEncoding = .utf8) {
        let document = XMLDocument(tolerating: bytes, limits: limits, encoding: encoding)
        error = document.error
        if let root = document.root, root.localName != "html" {
            let fields = Fields(root)
            takeIdentity(fields)
            takeState(fields)
            environment = Self.environment(fields)
        }
        isUnderstood =
            identity != DeviceIdentity() || upTimeSeconds != nil || temperature != nil || processor != nil
            || memory != nil || sync != nil || environment != nil || clock != nil || isResetRequired != nil
        guard isUnderstood else {
            unknown = PageText.raw(0..<bytes.count, in: bytes)
            return
        }
        if identity != DeviceIdentity() { identity.text = PageText.raw(0..<bytes.count, in: bytes) }
    }

    /// What the device says, as readings.
    public var readings: [DeviceReading] {
        var readings: [DeviceReading] = []
        if identity != DeviceIdentity() { readings.append(.identity(identity)) }
        if let upTimeSeconds {
            readings.append(.upTime(UInt32(truncatingIfNeeded: upTimeSeconds.multipliedReportingOverflow(by: 100).0)))
        }
        if let processor { readings.append(.figure(.processor, processor)) }
        if let memory { readings.append(.figure(.memory, memory)) }
        if let temperature { readings.append(.figure(.temperature, temperature)) }
        if let environment { readings.append(.environment(environment)) }
        if let sync { readings.append(sync.reading) }
        if let clock { readings.append(.clock(clock)) }
        if !unknown.isEmpty { readings.append(.raw(unknown)) }
        return readings
    }
}

extension BoxInformation {
    private mutating func takeIdentity(_ fields: Fields) {
        // The form of sysDescr has all of it in one text.
        if let described = fields.values.lazy.compactMap({ Described($0) }).first {
            identity.model = PageText.model(described.model)
            identity.version = described.version
            identity.bootVersion = described.boot
            identity.hardware = described.hardware
        }
        let model = fields.first("model", "type", "product", "platform", "device", "hwtype") { PageText.model($0) }
        identity.model = identity.model ?? model
        func text(_ known: String, _ names: String...) -> String {
            known.isEmpty ? PageText.shortened(fields.first(in: names) { $0 } ?? "", to: 128) : known
        }
        identity.version = text(
            identity.version, "version", "firmware", "fw", "sw", "software", "firmwareversion", "firm")
        identity.bootVersion = text(identity.bootVersion, "bootcode", "bootversion", "boot", "bootcodeversion")
        identity.hardware = text(identity.hardware, "hardware", "hw", "hwversion", "hardwareversion", "hwid")
        identity.model = identity.model ?? PageText.model(identity.hardware)
        identity.serial = text("", "serial", "serialno", "serialnumber", "sn")
        identity.name = text("", "sysname", "devicename", "hostname", "name")
        identity.location = text("", "location", "syslocation")
        identity.mac =
            fields.first("mac", "macaddr", "macaddress", "ethaddr", "hwaddr") { PageText.mac($0) }
            ?? PageText.mac(identity.serial)
    }

    private mutating func takeState(_ fields: Fields) {
        upTimeSeconds = fields.first("uptime", "sysuptime", "up") { PageText.seconds($0) }
        temperature = fields.first("temp", "temperature") { text in
            guard let (value, unit) = PageText.number(text), (-60...150).contains(value), !unit.hasPrefix("f") else {
                return nil
            }
            return value
        }
        processor = Self.percentage(fields, plain: ["cpu", "processor"], sure: ["cpuusage", "cpuload", "cpupercent"])
        memory = Self.percentage(
            fields, plain: ["mem", "memory"], sure: ["memusage", "memoryusage", "mempercent", "memload"])
        if memory == nil,
            let total = fields.first("memtotal", "memorytotal", read: { PageText.number($0) }), total.value > 0,
            let used = fields.first("memused", "memoryused", read: { PageText.number($0) }), used.unit == total.unit,
            (0...total.value).contains(used.value)
        {
            memory = used.value / total.value * 100
        }
        sync = fields.first("sync", "syncstate", "airsync", "syncstatus", "dectsync") { RadioSyncState(named: $0) }
        clock = fields.first("time", "clock", "date", "localtime", "systime", "datetime") { DeviceTimeText.time($0) }
        isResetRequired = fields.first("resetrequired", "rebootrequired") { text in
            !["", "0", "false", "no", "off"].contains(text.lowercased())
        }
    }

    /// A percentage: with the sign, or under a name that says so.
    private static func percentage(_ fields: Fields, plain: [String], sure: [String]) -> Double? {
        func percent(_ text: String, needsSign: Bool) -> Double? {
            guard let (value, unit) = PageText.number(text), (0...100).contains(value),
                unit.hasPrefix("%") || !needsSign && unit.isEmpty
            else { return nil }
            return value
        }
        return fields.first(in: sure) { percent($0, needsSign: false) }
            ?? fields.first(in: plain) { percent($0, needsSign: true) }
    }

    private static func environment(_ fields: Fields) -> Environment? {
        func measured(_ names: String..., unit: String) -> Double? {
            fields.first(in: names) { text in
                guard let (value, found) = PageText.number(text), (0...1_000_000).contains(value) else { return nil }
                return found == unit ? value * 1000 : found == "m" + unit ? value : nil
            }
        }
        guard
            let temperature = fields.first("temp", "temperature", read: { PageText.number($0)?.value }),
            (-60...150).contains(temperature),
            let power = measured("power", "powerconsumption", unit: "w"),
            let supply = measured("voltage", "supply", "supplyvoltage", unit: "v"),
            let fan = fields.first("fan", "fanstate", "fanstatus", read: { fan($0) })
        else { return nil }
        return Environment(
            temperatureCelsius: Int16(temperature.rounded()), powerMilliwatts: UInt32(power),
            supplyMillivolts: UInt32(supply), isFanRunning: fan)
    }

    private static func fan(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "ok", "on", "running", "1", "true", "up": true
        case "fail", "failed", "failure", "off", "stopped", "0", "false", "down", "error": false
        default: nil
        }
    }

    /// All attributes and texts of a document by their names, without case and dashes.
    private struct Fields {
        private var byName: [String: [String]] = [:]
        private(set) var values: [String] = []

        init(_ root: XMLElement) {
            // What stands in `sys` counts before what stands elsewhere.
            for isSystem in [true, false] {
                root.walk { element in
                    guard (element.localName == "sys") == isSystem else { return }
                    for attribute in element.attributes { add(attribute.name, attribute.value) }
                    if element.children.isEmpty { add(element.name, element.text) }
                }
            }
        }

        private mutating func add(_ name: String, _ value: String) {
            let value = value.trimmedBlanks
            guard !value.isEmpty, value.utf8.count <= DeviceReading.rawLimit else { return }
            byName[XMLElement.local(name).filter { $0 != "-" && $0 != "_" && $0 != "." }, default: []].append(value)
            values.append(value)
        }

        func first<Value>(_ names: String..., read: (String) -> Value?) -> Value? { first(in: names, read) }

        func first<Value>(in names: [String], _ read: (String) -> Value?) -> Value? {
            for name in names {
                for value in byName[name] ?? [] {
                    if let value = read(value) { return value }
                }
            }
            return nil
        }
    }

    /// `IPBS2[10.3.9], Bootcode[10.3.9], Hardware[IPBS2-C3/1B1]`, the form of sysDescr.
    private struct Described {
        var model = ""
        var version = ""
        var boot = ""
        var hardware = ""

        init?(_ text: String) {
            guard text.contains("Bootcode[") else { return nil }
            for part in text.split(separator: ",") {
                guard let open = part.firstIndex(of: "["), let close = part[open...].firstIndex(of: "]") else {
                    continue
                }
                let name = String(part[..<open]).trimmedBlanks
                let value = PageText.shortened(String(part[part.index(after: open)..<close]), to: 128)
                switch name {
                case "Bootcode": boot = value
                case "Hardware": hardware = value
                default: if model.isEmpty { (model, version) = (name, value) }
                }
            }
        }
    }
}
