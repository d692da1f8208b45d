import Foundation
import LinkProtocols

/// Reads the locations of LLDP-MED (ANSI/TIA-1057, 10.2.4).
enum LLDPLocation {
    static func view(_ location: MEDTLVs.Location) -> MEDView.Location {
        switch location.format {
        case 1: .init(format: "coordinates", text: coordinates(location.octets) ?? LLDPWords.digits(location.octets))
        case 2: .init(format: "civic address", text: address(location.octets) ?? LLDPWords.digits(location.octets))
        case 3: .init(format: "emergency number", text: number(location.octets) ?? LLDPWords.digits(location.octets))
        default: .init(format: "format \(location.format)", text: LLDPWords.digits(location.octets))
        }
    }

    /// Latitude, longitude and altitude of RFC 6225, 2.2: each with six bits of resolution in front.
    private static func coordinates(_ octets: [UInt8]) -> String? {
        guard octets.count == 16 else { return nil }
        func bits(_ start: Int, _ count: Int) -> Int64 {
            var value: Int64 = 0
            for bit in start..<(start + count) {
                value = value << 1 | Int64(octets[bit / 8] >> UInt8(7 - bit % 8) & 1)
            }
            return value >= 1 << (count - 1) ? value - 1 << count : value
        }
        let latitude = Double(bits(6, 34)) / 33_554_432
        let longitude = Double(bits(46, 34)) / 33_554_432
        let altitude = Double(bits(90, 30)) / 256
        let unit = [1: " m", 2: " floors"][Int(octets[10] >> 4)] ?? ""
        let place = String(
            format: "%.6f %@, %.6f %@", abs(latitude), latitude < 0 ? "S" : "N", abs(longitude),
            longitude < 0 ? "W" : "E")
        return place + (unit.isEmpty ? "" : String(format: ", altitude %g", altitude) + unit)
    }

    /// Country and elements of RFC 4776, 3.1, behind the length.
    private static func address(_ octets: [UInt8]) -> String? {
        guard octets.count >= 4, Int(octets[0]) <= octets.count - 1, octets[0] >= 3,
            let country = text(octets[2..<4])
        else { return nil }
        var parts = [country]
        var rest = octets[4..<(Int(octets[0]) + 1)]
        while rest.count >= 2 {
            let (type, length) = (rest[rest.startIndex], Int(rest[rest.startIndex + 1]))
            rest = rest.dropFirst(2)
            guard rest.count >= length, let value = text(rest.prefix(length)) else { return nil }
            parts.append("\(element(type)) \(value)")
            rest = rest.dropFirst(length)
        }
        return rest.isEmpty ? parts.joined(separator: ", ") : nil
    }

    /// Names of the elements of an address (RFC 4776, 3.4).
    private static func element(_ type: UInt8) -> String {
        let names: [UInt8: String] = [
            0: "language", 1: "state", 2: "county", 3: "city", 4: "borough", 5: "neighbourhood", 6: "street",
            16: "leading direction", 17: "trailing suffix", 18: "street suffix", 19: "number", 20: "number suffix",
            21: "landmark", 22: "additional", 23: "name", 24: "postal code", 25: "building", 26: "unit", 27: "floor",
            28: "room", 29: "place type", 128: "script",
        ]
        return names[type] ?? "element \(type)"
    }

    private static func number(_ octets: [UInt8]) -> String? {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return (1...25).contains(octets.count) && octets.allSatisfy(digits.contains) ? text(octets[...]) : nil
    }

    /// Text without control characters; `nil` for other octets.
    private static func text(_ octets: ArraySlice<UInt8>) -> String? {
        guard let text = String(validating: octets, as: UTF8.self),
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return nil }
        return text
    }
}
