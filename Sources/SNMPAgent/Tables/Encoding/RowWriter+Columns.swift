import NetworkValues

/// Cells by named column: tables list their columns as an enumeration of their sub-identifiers.
extension RowWriter {
    /// Writes an INTEGER, such as a named number.
    mutating func number(_ column: some RawRepresentable<UInt32>, _ value: some BinaryInteger) {
        integer(column.rawValue, value)
    }

    /// Writes an INTEGER; a gap for no value.
    mutating func number(_ column: some RawRepresentable<UInt32>, _ value: (some BinaryInteger)?) {
        if let value { integer(column.rawValue, value) }
    }

    /// Writes a Gauge32 or Unsigned32.
    mutating func gauge(_ column: some RawRepresentable<UInt32>, _ value: some BinaryInteger) {
        gauge32(column.rawValue, value)
    }

    /// Writes an Unsigned32; a gap for no value.
    mutating func gauge(_ column: some RawRepresentable<UInt32>, _ value: (some BinaryInteger)?) {
        if let value { gauge32(column.rawValue, value) }
    }

    /// Writes a Counter64.
    mutating func counter(_ column: some RawRepresentable<UInt32>, _ value: some BinaryInteger) {
        counter64(column.rawValue, value)
    }

    /// Writes a TruthValue.
    mutating func truth(_ column: some RawRepresentable<UInt32>, _ value: Bool) {
        truthValue(column.rawValue, value)
    }

    /// Writes an SnmpAdminString of at most `limit` octets.
    mutating func text(_ column: some RawRepresentable<UInt32>, _ value: String, limit: Int = 64) {
        octetString(column.rawValue, value, limit: limit)
    }

    /// Writes a DateAndTime; a gap for no time.
    mutating func time(_ column: some RawRepresentable<UInt32>, _ value: Timestamp?) {
        if let value { dateAndTime(column.rawValue, value) }
    }

    /// Writes a TimeStamp: sysUpTime, in hundredths of a second, at some moment.
    mutating func ticks(_ column: some RawRepresentable<UInt32>, _ value: UInt32) {
        timeTicks(column.rawValue, value)
    }

    /// Writes a MacAddress.
    mutating func mac(_ column: some RawRepresentable<UInt32>, _ value: MACAddress) {
        macAddress(column.rawValue, value)
    }

    /// Writes an InetAddressType and, in the column behind it, an InetAddress.
    mutating func address(_ typeColumn: some RawRepresentable<UInt32>, _ value: IPAddress?) {
        inetAddress(typeColumn.rawValue, typeColumn.rawValue + 1, value)
    }
}
