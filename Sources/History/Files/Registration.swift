/// A series in the file of all series: its identifier, kind and units, and its name.
enum Registration {
    static func record(_ id: SeriesID, _ description: SeriesDescription) -> [UInt8] {
        var bytes: [UInt8] = []
        VarInt.append(UInt64(id.rawValue), to: &bytes)
        bytes.append(description.kind.rawValue)
        VarInt.append(UInt64(description.unitsPerOne), to: &bytes)
        bytes += description.name.utf8
        return bytes
    }

    static func read(_ record: ArraySlice<UInt8>) throws(ByteReader.Damage) -> (SeriesID, SeriesDescription) {
        var reader = ByteReader(record)
        let id = try reader.count(limit: Int(UInt32.max) - 1)
        guard let kind = SeriesDescription.Kind(rawValue: try reader.byte()) else { throw ByteReader.Damage() }
        let units = try reader.count(limit: 1_000_000_000)
        let name = String(decoding: try reader.slice(min(reader.left, SeriesDescription.nameLimit)), as: UTF8.self)
        return (
            SeriesID(rawValue: UInt32(id)), SeriesDescription(name: name, kind: kind, unitsPerOne: Int64(units))
        )
    }
}
