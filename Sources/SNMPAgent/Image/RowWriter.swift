import SNMPProtocol
public import NetworkValues

/// Writes the cells of one row: each method names the column by its sub-identifier and gives the value in one of the types
/// of RFC 2578 7.1. Columns come in ascending order; one that is not written is a gap in the row.
public struct RowWriter {
    private let layout: TableLayout
    private let index: UnsafeBufferPointer<UInt8>
    private var target: BERTarget
    private let starts: UnsafeMutablePointer<UInt16>?
    private var nextPosition = 0
    /// Whether a cell was left out because it found no room.
    private(set) var isFull = false

    /// Begins a row at `target`. `index` is the encoded index; `starts` has room for where each column begins and for the
    /// end, unless that is of no interest.
    init(
        layout: TableLayout, index: UnsafeBufferPointer<UInt8>, target: BERTarget,
        starts: UnsafeMutablePointer<UInt16>?
    ) {
        self.layout = layout
        self.index = index
        self.target = target
        self.starts = starts
    }

    /// Ends the row. Returns its octets.
    mutating func finish() -> Int {
        note(upTo: layout.columns.count)
        return target.count
    }

    /// The octets written up to now.
    var count: Int { target.count }

    /// Notes that the columns up to and with `position` begin here.
    private mutating func note(upTo position: Int) {
        if let starts {
            for column in nextPosition...position { starts[column] = UInt16(target.count) }
        }
        nextPosition = position + 1
    }

    /// The place of `column` among the columns, when it is one and stands behind those written.
    private func position(of column: UInt32) -> Int? {
        let columns = layout.columns
        if nextPosition < columns.count, columns[nextPosition] == column { return nextPosition }
        var position = nextPosition
        while position < columns.count, columns[position] < column { position += 1 }
        return position < columns.count && columns[position] == column ? position : nil
    }

    /// Begins a cell: everything of the variable binding but the value's content, for which there is room then. Returns
    /// whether the content may follow.
    private mutating func begin(_ column: UInt32, tag: UInt8, length: Int) -> Bool {
        guard let position = position(of: column) else {
            assertionFailure("column \(column) of \(layout.entry) is not in the layout, or not in ascending order")
            return false
        }
        let nameStart = layout.nameStarts[position]
        let nameCount = layout.nameStarts[position + 1] - nameStart
        let bodyCount = BERSize.valueCount(nameCount + index.count) + BERSize.valueCount(length)
        guard target.hasRoom(for: BERSize.valueCount(bodyCount)) else {
            isFull = true
            return false
        }
        note(upTo: position)
        target.put(tag: BERTag.sequence, length: bodyCount)
        target.put(tag: BERTag.objectIdentifier, length: nameCount + index.count)
        layout.names.withUnsafeBytes { names in
            if let base = names.baseAddress { target.put(base + nameStart, count: nameCount) }
        }
        if let base = index.baseAddress { target.put(base, count: index.count) }
        target.put(tag: tag, length: length)
        return true
    }

    /// Writes an INTEGER or Integer32; what lies outside of 32 bits becomes the nearest value.
    public mutating func integer(_ column: UInt32, _ value: some BinaryInteger) {
        let value = Int64(Int32(clamping: value))
        let length = BERSize.integerCount(value)
        guard begin(column, tag: BERTag.integer, length: length) else { return }
        target.put(bits: UInt64(bitPattern: value), count: length)
    }

    /// Writes an Unsigned32, which looks like a Gauge32 on the wire; more than 32 bits becomes the largest value.
    public mutating func unsigned32(_ column: UInt32, _ value: some BinaryInteger) {
        unsigned(column, tag: BERTag.gauge32, UInt64(UInt32(clamping: value)))
    }

    /// Writes a Gauge32; more than 32 bits becomes the largest value (RFC 2578 7.1.7).
    public mutating func gauge32(_ column: UInt32, _ value: some BinaryInteger) {
        unsigned(column, tag: BERTag.gauge32, UInt64(UInt32(clamping: value)))
    }

    /// Writes a Counter32: the lowest 32 bits of a count, which wraps (RFC 2578 7.1.6).
    public mutating func counter32(_ column: UInt32, _ value: some BinaryInteger) {
        unsigned(column, tag: BERTag.counter32, UInt64(UInt32(truncatingIfNeeded: value)))
    }

    /// Writes a Counter64; SNMPv1 never sees it (RFC 3584 4.2.2.1).
    public mutating func counter64(_ column: UInt32, _ value: some BinaryInteger) {
        unsigned(column, tag: BERTag.counter64, UInt64(truncatingIfNeeded: value))
    }

    /// Writes TimeTicks, hundredths of a second, which wrap after 497 days (RFC 2578 7.1.8).
    public mutating func timeTicks(_ column: UInt32, _ hundredths: some BinaryInteger) {
        unsigned(column, tag: BERTag.timeTicks, UInt64(UInt32(truncatingIfNeeded: hundredths)))
    }

    private mutating func unsigned(_ column: UInt32, tag: UInt8, _ value: UInt64) {
        let length = BERSize.unsignedCount(value)
        guard begin(column, tag: tag, length: length) else { return }
        target.put(bits: value, count: length)
    }

    /// Writes an OCTET STRING.
    public mutating func octetString(_ column: UInt32, _ octets: some Collection<UInt8>) {
        guard begin(column, tag: BERTag.octetString, length: octets.count) else { return }
        for octet in octets { target.put(octet) }
    }

    /// Writes text in UTF-8 (SnmpAdminString, RFC 3411 5), cut at the last whole character within `limit` octets.
    public mutating func octetString(_ column: UInt32, _ text: String, limit: Int = 255) {
        let octets = text.utf8
        guard octets.count > limit else {
            octetString(column, octets)
            return
        }
        var length = 0
        for character in text {
            let more = character.utf8.count
            guard length + more <= limit else { break }
            length += more
        }
        octetString(column, octets.prefix(length))
    }

    /// Writes an OBJECT IDENTIFIER of 2 to 128 sub-identifiers; fewer are written as 0.0 (RFC 2578 7.1.3).
    public mutating func oid(_ column: UInt32, _ arcs: some Collection<UInt32>) {
        let content = arcs.count < 2 ? [0] : NameEncoding.content(of: Array(arcs.prefix(NameEncoding.maximumCount)))
        guard begin(column, tag: BERTag.objectIdentifier, length: content.count) else { return }
        for octet in content { target.put(octet) }
    }

    /// Writes an IpAddress; an IPv6 address, for which that type has no room, becomes 0.0.0.0.
    public mutating func ipAddress(_ column: UInt32, _ address: IPAddress?) {
        guard begin(column, tag: BERTag.ipAddress, length: 4) else { return }
        var value: UInt32 = 0
        if case .v4(let number)? = address?.unmapped { value = number }
        target.put(bits: UInt64(value), count: 4)
    }
}
