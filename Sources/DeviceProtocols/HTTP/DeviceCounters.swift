/// The counters of a device: `<info s=maximum>`, then `<h>` for each hour with `<m c=value>` for each minute, the latest last
/// (`/LOG0/CNT/mod_cmd.xml?cmd=xml-count&pos=23&x=0`, manual 4.23.5). The values for the processor (x=0) and memory (x=2) are
/// percent; `s` is the memory in KiB.
public struct DeviceCounters: Hashable, Sendable {
    /// Hours and minutes that are kept.
    static let hourLimit = 24 * 8
    static let minuteLimit = 60

    /// What the device says of the maximum; `nil` when it does not.
    public private(set) var maximum: Double?
    /// The values of each hour, the latest hour last; `nil` for a minute without one.
    public private(set) var hours: [[Double?]] = []
    /// Why reading ended early; `nil` when the document was whole.
    public let error: XMLError?
    /// What was not understood.
    public private(set) var unknown = ""

    /// Reads an answer. Of a document that is broken nothing counts: its last minute is not the latest one.
    public init(_ bytes: Span<UInt8>, limits: XMLLimits = XMLLimits(), encoding: XMLEncoding = .utf8) {
        let document = XMLDocument(tolerating: bytes, limits: limits, encoding: encoding)
        error = document.error
        if error == nil, let root = document.root {
            root.walk(isLeaf: { $0.localName == "h" }) { element in
                if element.localName == "info", maximum == nil {
                    maximum = element.attribute("s").flatMap { PageText.number($0)?.value }
                }
                guard element.localName == "h", hours.count < Self.hourLimit else { return }
                let minutes = element.children.filter { $0.localName == "m" }.prefix(Self.minuteLimit)
                hours.append(minutes.map { $0.attribute("c").flatMap { PageText.number($0)?.value } })
            }
        }
        if hours.allSatisfy(\.isEmpty) { unknown = PageText.raw(0..<bytes.count, in: bytes) }
    }

    /// The latest value.
    ///
    /// - Parameter minute: the minute of the hour, 0 to 59, by the device's clock. The last value is the latest, but an hour of
    ///   sixty values may have those that are still to come: of such an hour the last whole minute counts, and nothing when
    ///   the minute is not known. A zone that is not whole hours from UTC is not taken account of.
    public func latest(minute: Int?) -> Double? {
        guard let hour = hours.last else { return nil }
        guard hour.count == Self.minuteLimit else {
            return hour.last ?? hours.dropLast().last?.last ?? nil
        }
        guard let minute, (0..<Self.minuteLimit).contains(minute) else { return nil }
        if minute > 0 { return hour[minute - 1] }
        return hours.dropLast().last?.last ?? nil
    }

    /// The latest value as a figure in percent; a value that is no percentage is kept as it came.
    public func readings(_ figure: DeviceFigure, minute: Int?) -> [DeviceReading] {
        guard let value = latest(minute: minute) else { return unknown.isEmpty ? [] : [.raw(unknown)] }
        guard (0...100).contains(value) else {
            return [.raw("expected a percentage as the counter's value, got \(value)")]
        }
        return [.figure(figure, value)]
    }
}
