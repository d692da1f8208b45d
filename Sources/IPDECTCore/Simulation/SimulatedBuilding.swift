import NetworkValues

/// Where the radios of a simulated site are, and what they hear of each other.
///
/// A building has four floors of at most 64 radios, eight by eight, and is a sync region. The radios in the middle of its
/// floors, the two lowest, are its sync master candidates.
struct SimulatedBuilding: Sendable {
    static let radiosPerFloor = 64
    static let floorsPerBuilding = 4
    static let radiosPerBuilding = radiosPerFloor * floorsPerBuilding

    let radioCount: Int

    func region(of radio: Int) -> UInt8 { UInt8(radio / Self.radiosPerBuilding) }

    var regionCount: Int { (radioCount + Self.radiosPerBuilding - 1) / Self.radiosPerBuilding }

    /// The radios of a region.
    func radios(in region: UInt8) -> Range<Int> {
        let start = Int(region) * Self.radiosPerBuilding
        return start..<min(start + Self.radiosPerBuilding, radioCount)
    }

    /// Whether a radio is one of the two sync master candidates of its region.
    func isMaster(_ radio: Int) -> Bool { masters(in: region(of: radio)).contains(radio) }

    /// The sync master candidates of a region: in the middle of its first floor, as far as there is one.
    func masters(in region: UInt8) -> [Int] {
        let all = radios(in: region)
        let floor = min(all.count, Self.radiosPerFloor)
        let middle = floor > 28 ? 27 : floor / 2
        return middle + 1 < all.count ? [all.lowerBound + middle, all.lowerBound + middle + 1] : [all.lowerBound]
    }

    /// The radios that one hears, with the mean strength of the signal in dBm, nearest first.
    func neighbours(of radio: Int) -> [(radio: Int, rssi: Int)] {
        let region = region(of: radio)
        let place = position(of: radio)
        var found: [(radio: Int, rssi: Int)] = []
        for floor in -1...1 {
            for y in -1...1 {
                for x in -1...1 {
                    let distance = abs(x) + abs(y) + 2 * abs(floor)
                    guard distance > 0, distance <= 3 else { continue }
                    let other = (x: place.x + x, y: place.y + y, floor: place.floor + floor)
                    guard let index = index(of: other, in: region) else { continue }
                    found.append((index, -56 - 7 * distance))
                }
            }
        }
        return found.sorted { ($0.rssi, $1.radio) > ($1.rssi, $0.radio) }
    }

    private func position(of radio: Int) -> (x: Int, y: Int, floor: Int) {
        let inside = radio % Self.radiosPerBuilding
        let inFloor = inside % Self.radiosPerFloor
        return (inFloor % 8, inFloor / 8, inside / Self.radiosPerFloor)
    }

    private func index(of place: (x: Int, y: Int, floor: Int), in region: UInt8) -> Int? {
        guard (0..<8).contains(place.x), (0..<8).contains(place.y), (0..<Self.floorsPerBuilding).contains(place.floor)
        else { return nil }
        let inside = place.floor * Self.radiosPerFloor + place.y * 8 + place.x
        let index = Int(region) * Self.radiosPerBuilding + inside
        return radios(in: region).contains(index) ? index : nil
    }
}
