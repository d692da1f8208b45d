/// TEST CODE. Pages of a base station in good order, as they may look.
extension ServedDevice {
    /// Paths and queries of the pages.
    public enum Target {
        /// What the device is.
        public static let box = "/CMD0/box_info.xml"
        /// The alarms that stand.
        public static let alarms = "/LOG0/FAULT/mod_cmd.xml?cmd=xml-alarms"
        /// What happened.
        public static let faults = "/LOG0/FAULT/mod_cmd.xml?cmd=xml-faults"
        /// Whether its radio is synchronized.
        public static let sync = "/RFPSTAT0/mod_cmd.xml?cmd=rfp-stat2"
        /// The counter of the processor.
        public static let processor = "/LOG0/CNT/mod_cmd.xml?cmd=xml-count&pos=23&x=0"
        /// The counter of the memory.
        public static let memory = "/LOG0/CNT/mod_cmd.xml?cmd=xml-count&pos=23&x=2"
    }

    /// An alarm in the list.
    public static func alarm(
        _ code: String, type: String = "alarm", severity: Int = 1, source: String = "RFP", text: String = "text",
        time: Int = 1_795_435_200
    ) -> String {
        "<fault type=\"\(type)\" severity=\"\(severity)\" time=\"\(time)\" code=\"\(code)\" src=\"\(source)\">"
            + "<text>\(text)</text></fault>"
    }

    /// A list of alarms or faults.
    public static func list(_ entries: [String]) -> Page {
        Page("<?xml version=\"1.0\" encoding=\"utf-8\"?><info>\(entries.joined())</info>")
    }

    /// All pages of a base station in good order.
    public static var goodPages: [String: Page] {
        [
            Target.box: Page(
                "<info><sys type=\"IPBS3\" version=\"11.8.3\" hw=\"IPBS3-A1/1A\" serial=\"00013e-123456\" temp=\"42\" "
                    + "uptime=\"86400\" time=\"20261123-130030\"/></info>"),
            Target.alarms: list([alarm("0x000e0005", text: "Not synchronized")]),
            Target.faults: list([alarm("0x00140001", type: "error", severity: 0, text: "Busy for speech")]),
            Target.sync: Page("<rfp><state>Synchronized</state></rfp>"),
            Target.processor: Page("<cnt><info s=\"100\"/><h><m c=\"3\"/><m c=\"7\"/></h></cnt>"),
            Target.memory: Page("<cnt><info s=\"65536\"/><h><m c=\"50\"/><m c=\"51\"/></h></cnt>"),
        ]
    }
}
