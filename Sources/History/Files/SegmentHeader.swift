/// The head of a file of columns: which tier and time, and where each series' column stands.
///
///     "IPDH"  version 1  tier  0 0  start/ms:8  columns:4  { series:4  values:4  offset:4  length:4  crc:4 }…  crc of all before:4
///
/// Numbers have the least octet first; offsets count from the end of the head.
struct SegmentHeader: Sendable {
    struct Column: Sendable {
        var series: UInt32
        /// Steps with a value.
        var valueCount: UInt32
        var offset: UInt32
        var length: UInt32
        var checksum: UInt32
    }

    static let magic = Array("IPDH".utf8)
    static let fixedBytes = 20
    static let columnBytes = 20
    /// Columns that a file may have.
    static let columnLimit = 1 << 20

    var tier: HistoryTier
    var startMilliseconds: Int64
    /// By ascending number of the series.
    var columns: [Column]

    /// Octets of a head with so many columns.
    static func size(_ columns: Int) -> Int { fixedBytes + columns * columnBytes + 4 }

    var size: Int { Self.size(columns.count) }

    /// A whole file of columns, which stand by ascending number of the series.
    static func file(
        _ tier: HistoryTier, start: Int64, _ columns: [(series: SeriesID, valueCount: Int, bytes: [UInt8])]
    ) -> [UInt8] {
        var bytes = magic + [1, UInt8(tier.rawValue), 0, 0]
        bytes.reserveCapacity(size(columns.count) + columns.reduce(0) { $0 + $1.bytes.count })
        bytes.appendFixed(UInt64(bitPattern: start), width: 8)
        bytes.appendFixed(UInt64(columns.count), width: 4)
        var offset = 0
        for column in columns {
            bytes.appendFixed(UInt64(column.series.rawValue), width: 4)
            bytes.appendFixed(UInt64(column.valueCount), width: 4)
            bytes.appendFixed(UInt64(offset), width: 4)
            bytes.appendFixed(UInt64(column.bytes.count), width: 4)
            bytes.appendFixed(UInt64(CRC32.checksum(column.bytes)), width: 4)
            offset += column.bytes.count
        }
        bytes.appendFixed(UInt64(CRC32.checksum(bytes)), width: 4)
        for column in columns { bytes += column.bytes }
        return bytes
    }

    /// How many columns a file says that it has.
    static func columnCount(_ bytes: ArraySlice<UInt8>) throws(ByteReader.Damage) -> Int {
        var reader = ByteReader(bytes)
        guard try Array(reader.slice(4)) == magic, try reader.byte() == 1 else { throw ByteReader.Damage() }
        _ = try reader.slice(11)
        let count = try reader.fixed(4)
        guard count <= UInt64(columnLimit) else { throw ByteReader.Damage() }
        return Int(count)
    }

    /// Reads the head of a file.
    init(_ bytes: ArraySlice<UInt8>) throws(ByteReader.Damage) {
        let count = try Self.columnCount(bytes)
        var reader = ByteReader(bytes)
        let checked = try reader.slice(Self.size(count) - 4)
        guard try reader.fixed(4) == UInt64(CRC32.checksum(checked)) else { throw ByteReader.Damage() }
        reader = ByteReader(checked)
        _ = try reader.slice(5)
        guard let tier = HistoryTier(rawValue: Int(try reader.byte())) else { throw ByteReader.Damage() }
        _ = try reader.slice(2)
        self.tier = tier
        startMilliseconds = Int64(bitPattern: try reader.fixed(8))
        _ = try reader.fixed(4)
        columns = []
        columns.reserveCapacity(count)
        for _ in 0..<count {
            columns.append(
                Column(
                    series: UInt32(try reader.fixed(4)), valueCount: UInt32(try reader.fixed(4)),
                    offset: UInt32(try reader.fixed(4)), length: UInt32(try reader.fixed(4)),
                    checksum: UInt32(try reader.fixed(4))))
        }
    }

    /// The column of a series.
    func column(_ series: SeriesID) -> Column? {
        var (low, high) = (0, columns.count)
        while low < high {
            let middle = (low + high) / 2
            if columns[middle].series < series.rawValue { low = middle + 1 } else { high = middle }
        }
        return low < columns.count && columns[low].series == series.rawValue ? columns[low] : nil
    }
}
