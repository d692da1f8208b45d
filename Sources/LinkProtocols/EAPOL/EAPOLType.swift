/// Types of EAPOL packets (IEEE 802.1X-2004, 7.5.4; later ones IEEE 802.1X-2020, table 11-3).
public enum EAPOLType: UInt8, Hashable, Sendable, CaseIterable {
    /// An EAP packet.
    case eap = 0
    /// A supplicant asks to be authenticated.
    case start = 1
    /// A supplicant leaves.
    case logoff = 2
    /// A key.
    case key = 3
    /// An alert of the Alert Standards Forum, which unauthorized ports let pass.
    case asfAlert = 4
    /// MACsec key agreement.
    case mka = 5
    /// Announcements of all kinds.
    case announcementGeneric = 6
    /// An announcement for one station.
    case announcementSpecific = 7
    /// A request for announcements.
    case announcementRequest = 8
}
