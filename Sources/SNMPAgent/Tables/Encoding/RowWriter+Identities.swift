import IPDECTCore

extension RowWriter {
    /// Writes a DectRfpi: five octets, or none.
    mutating func rfpi(_ column: some RawRepresentable<UInt32>, _ value: RFPI?) {
        guard let value else { return octetString(column.rawValue, EmptyCollection()) }
        octetString(column.rawValue, (0..<5).map { UInt8(truncatingIfNeeded: value.rawValue >> (32 - 8 * $0)) })
    }

    /// Writes a DectRssi, kept within its range; a gap for no value.
    mutating func rssi(_ column: some RawRepresentable<UInt32>, _ value: Int16?) {
        number(column, value.map { min(max($0, -127), 20) })
    }

    /// Writes a DectFer, kept within its range; a gap for no value.
    mutating func fer(_ column: some RawRepresentable<UInt32>, _ value: UInt8?) {
        gauge(column, value.map { min($0, 100) })
    }
}
