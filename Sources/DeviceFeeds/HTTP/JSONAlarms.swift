public import DeviceProtocols
import Foundation
public import NetworkValues

/// Alarms, events and log lines as objects of JSON: the twin of the devices' XML (`AddAlarm`, `AddEvent` and `AddLog` of the
/// parent firmware's interface), alone, in arrays, or one a line, also inside of other objects.
public struct JSONAlarms: Hashable, Sendable {
    /// The most octets that are read.
    public static let octetLimit = 1 << 20
    /// The most objects that are taken.
    public static let objectLimit = 1024
    /// How deep objects and arrays are looked into.
    static let depthLimit = 16
    /// The most parts that are kept because they were not understood.
    static let unknownLimit = 8

    /// An alarm or event, and who reported it.
    public struct Message: Hashable, Sendable {
        /// What happened.
        public var entry: FaultEntry
        /// The device's name; empty when it is not told.
        public var host: String
        /// The device's hardware address, which is its serial number.
        public var mac: MACAddress?
    }

    /// A line of a log, and who wrote it.
    public struct Line: Hashable, Sendable {
        /// The line.
        public var text: String
        /// The device's name; empty when it is not told.
        public var host: String
        /// The device's hardware address.
        public var mac: MACAddress?
        /// When, by the device's clock.
        public var deviceTime: DeviceTime?
    }

    /// Alarms and events, in order.
    public private(set) var messages: [Message] = []
    /// Lines of logs, in order.
    public private(set) var lines: [Line] = []
    /// What was not understood, shortened.
    public private(set) var unknown: [String] = []
    /// Whether all of it was JSON, within the limits, and understood.
    public private(set) var isComplete = true

    /// Reads a text of JSON, as far as it goes.
    public init(_ octets: [UInt8]) {
        guard octets.count <= Self.octetLimit else {
            isComplete = false
            unknown = ["expected at most \(Self.octetLimit) octets of JSON, got \(octets.count)"]
            return
        }
        if let whole = Self.object(octets[...]) {
            take(whole, of: octets[...])
            return
        }
        for line in octets.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d }) {
            guard messages.count + lines.count < Self.objectLimit, unknown.count < Self.unknownLimit else {
                isComplete = false
                return
            }
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            if let object = Self.object(line) { take(object, of: line) } else { keep(line) }
        }
    }

    /// What the messages say at the moment at which they are new, and what was not understood.
    public var readings: [DeviceReading] { messages.map(\.entry.reading) + unknown.map { .raw($0) } }

    private static func object(_ octets: ArraySlice<UInt8>) -> Any? {
        guard let object = try? JSONSerialization.jsonObject(with: Data(octets)) else { return nil }
        return object is [Any] || object is [String: Any] ? object : nil
    }

    private mutating func keep(_ octets: ArraySlice<UInt8>) {
        isComplete = false
        guard unknown.count < Self.unknownLimit else { return }
        let text = String(decoding: octets.prefix(DeviceReading.rawLimit), as: UTF8.self)
        if case .raw(let text) = DeviceReading.raw(shortening: text) { unknown.append(text) }
    }

    /// Looks for messages in what was read.
    private mutating func take(_ whole: Any, of octets: ArraySlice<UInt8>) {
        let before = messages.count + lines.count
        var isSkipped = false
        var waiting: [(value: Any, name: String, depth: Int)] = [(whole, "", 0)]
        while let (value, name, depth) = waiting.popLast() {
            guard messages.count + lines.count < Self.objectLimit, depth < Self.depthLimit else {
                isSkipped = true
                continue
            }
            if let array = value as? [Any] {
                waiting.append(contentsOf: array.reversed().map { ($0, name, depth + 1) })
            } else if let object = value as? [String: Any] {
                let fields = Self.fields(of: object)
                if let message = Self.message(fields, name) {
                    messages.append(message)
                } else if let line = Self.line(fields, name) {
                    lines.append(line)
                } else if fields["code"] != nil || fields["type"] != nil {
                    isSkipped = true
                } else {
                    let inner = object.filter { $0.value is [Any] || $0.value is [String: Any] }
                    waiting.append(contentsOf: inner.sorted { $0.key > $1.key }.map { ($0.value, $0.key, depth + 1) })
                }
            }
        }
        let isEmpty = (whole as? [Any])?.isEmpty == true
        if isSkipped || messages.count + lines.count == before && !isEmpty { keep(octets) }
    }

    /// The plain values of an object by their names in lower case.
    private static func fields(of object: [String: Any]) -> [String: String] {
        var fields: [String: String] = [:]
        for (name, value) in object.sorted(by: { $0.key < $1.key }) {
            if let text = value as? String {
                fields[name.lowercased()] = text
            } else if let flag = value as? Bool, name.lowercased() == "active" {
                fields["active"] = flag ? "true" : "false"
            } else if let number = value as? NSNumber {
                fields[name.lowercased()] = number.stringValue
            }
        }
        return fields
    }

    private static func message(_ fields: [String: String], _ name: String) -> Message? {
        guard fields["code"] != nil,
            ["type", "severity", "source", "src", "text"].contains(where: { fields[$0] != nil })
        else { return nil }
        let kind = [fields["mt"] ?? "", name].lazy.compactMap { FaultEntry.Kind(named: $0) }.first ?? .error
        let entry = FaultEntry(kind, text: fields["text"] ?? fields["msg"] ?? "") { names in
            names.lazy.compactMap { fields[$0] }.first
        }
        guard var entry else { return nil }
        // An alarm that is told as one that no longer stands is something that happened.
        if entry.kind == .alarm, ["false", "0"].contains(fields["active"] ?? "") { entry.kind = .error }
        return Message(entry: entry, host: host(fields), mac: mac(fields))
    }

    private static func line(_ fields: [String: String], _ name: String) -> Line? {
        guard fields["mt"]?.lowercased() == "addlog" || name.lowercased() == "addlog" || fields["from"] != nil,
            let text = fields["msg"], case .raw(let text) = DeviceReading.raw(shortening: text)
        else { return nil }
        let time = ["time", "date"].lazy.compactMap { fields[$0] }.compactMap { DeviceTimeText.time($0) }.first
        return Line(text: text, host: host(fields), mac: mac(fields), deviceTime: time)
    }

    private static func host(_ fields: [String: String]) -> String {
        String((fields["host"] ?? fields["from"] ?? "").prefix(64))
    }

    private static func mac(_ fields: [String: String]) -> MACAddress? {
        guard let serial = fields["serial"] ?? fields["mac"], serial.utf8.count <= 32 else { return nil }
        return MACAddress(serial.filter(\.isHexDigit))
    }
}
