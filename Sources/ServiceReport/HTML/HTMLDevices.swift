import Faults
import IPDECTCore
import Snapshot

/// The devices: those that are sick in full, the others by name.
struct HTMLDevices {
    let page: HTMLPage

    /// Up to so many radios all of them are shown in full.
    static let fullLimit = 200

    private var matter: ReportMatter { page.matter }

    func write() throws(ReportError) {
        try page.table(DeviceTables.masters(matter))
        let radios = matter.site.radios
        let columns = [
            "name", "deviceName", "state", "sync", "dot", "address", "rfpi", "version", "connectedSince", "location",
            "region", "rssiDBm", "ferPercent", "syncLost", "calls",
        ]
        if radios.count <= Self.fullLimit {
            try page.table(DeviceTables.radios(matter), showing: columns)
        } else {
            let sick = radios.filter { Self.isSick($0, matter) }
            var table = DeviceTables.radios(matter, sick)
            table.title = "Radios with something wrong (\(sick.count) of \(radios.count))"
            try page.table(table, showing: columns)
            try others(radios.filter { !Self.isSick($0, matter) })
        }
        try page.table(DeviceTables.wiredParts(matter), isEmptyShown: false)
        try page.table(DeviceTables.environments(matter), isEmptyShown: false)
    }

    /// Whether a radio needs somebody's attention.
    static func isSick(_ radio: Radio, _ matter: ReportMatter) -> Bool {
        radio.registration == .staticLost
            || (radio.registration == .registered && [.yellow, .red].contains(radio.sync.color))
            || matter.snapshot.alarms.active(on: .init(radio.mac)) > 0
    }

    /// The names of the radios that are well, region by region.
    private func others(_ radios: [Radio]) throws(ReportError) {
        try page.heading("The other radios (\(radios.count))")
        let regions = Dictionary(grouping: radios) { $0.sync.settings.region }
        for (region, radios) in regions.sorted(by: { $0.key < $1.key }) {
            try page.markup("<p class=\"compact\">Region \(region) (\(radios.count)): ")
            for (place, radio) in radios.enumerated() {
                if place > 0 { try page.words(", ") }
                try page.shown(radio.name, .radio)
            }
            try page.markup("</p>\n")
        }
        try page.paragraph("All that is known of them is in devices.csv of the archive.", kind: "more")
    }
}
