"""Words of the trade: how names of units begin, and the verbs with which an act begins."""

from __future__ import annotations


def either(*words: str) -> str:
    """Return a pattern for any of the words; each string lists some, parted by semicolons."""
    return "|".join(word.strip() for line in words for word in line.split(";") if word.strip())


_UB = "(?:[ỦU][yỷ]|U[ỷy]) ban"
_UY = "[ủu][yỷ]"
HEADS = either(
    "Sở(?! dĩ); Ban(?! hành| tổ chức| Tổ chức (?:Hội|hội|Tọa|tọa|Lễ|lễ)); Bộ(?! phận| môn| tiêu| chỉ số| trưởng)",
    "Bộ phận(?= [A-ZĐ]); Cục(?! trưởng); Chi cục(?! trưởng)",
    "Tổng cục; Vụ(?! trưởng); Viện(?! trưởng)",
    f"T[òo][àa] án; (?<!tướng )Chính phủ(?! số); Kho bạc; Bảo hiểm; Ngân hàng; Công an; {_UB}",
    "UBND; UBMTTQ\\w*; UB MTTQ; HĐND; MTTQ",
    "(?<!ông tác )Mặt trận; Hội đồng",
    "Hội(?! nghị| trường| thảo| thi| đàm| ý); Liên đoàn; LĐLĐ; Liên minh; Liên hiệp; Hiệp hội",
    "(?:Tỉnh|Thành|Huyện|Quận|Thị) [đĐ]oàn",
    "Đoàn(?= cơ sở| Công an| Quân sự| các xã| xã| phường| trường)",
    "Đoàn(?= TNCS| Thanh niên| đại biểu| ĐBQH| [Kk]hối| Luật sư| [Kk]inh tế)",
    f"[Đđ]ảng {_UY}; Đảng bộ; Tỉnh {_UY}; Thành {_UY}; Huyện {_UY}; Quận {_UY}; Thị {_UY}",
    "Văn phòng(?! - Thống kê); VP",
    "VPUB\\w*; Thanh tra",
    "Trung tâm; Đài(?! Loan); Báo(?! cáo| động| chí); C[ổô]ng (?:Thông tin|TTĐT|thông tin); Bưu điện",
    "Vi[ễê]n thông; VNPT; Viettel; Mobi[fF]one",
    "FPT; Trường; Học viện; Đại học; Bệnh viện; Công ty; Tổng công ty; Tập đoàn; Điện lực; Quỹ",
    "Tiểu ban; Tổ(?! chức| trưởng| phó| viên); Phòng(?! họp| chống)",
    "Kiểm toán [Nn]hà nước; Thuế(?= tỉnh| thành phố| cơ sở| khu vực| TP)",
    "Hải quan(?= khu vực| tỉnh| cửa khẩu)",
    "Thống kê(?= tỉnh| thành phố| TP); Quản lý thị trường; (?<!Chủ tịch )(?<!Bí thư )Thường trực; (?<!Ban )Thường vụ",
    "Trung ương(?= Đoàn| Hội); Thi hành án; Tạp chí; Thông tấn xã; Bảo tàng; Thư viện",
    "Nhà hát; Nhà Thiếu nhi; Nhà xuất bản; Chi nhánh; Hạt Kiểm lâm; BHXH; KBNN; NHNN; BCĐ; BCH; CA tỉnh; SNV; STC",
    "Câu lạc bộ; Chi hội; Hợp tác xã; HTX; Công đoàn(?! viên); VCCI; trạm y tế; Trạm(?! trưởng| biến| bơm); Xí nghiệp",
    "Nhà máy; Bộ môn; Chi đoàn; TAND; VKSND; THADS; NHCSXH; BQL; TTYT; BCHQS; HĐNVQS",
    "công đoàn(?= (?:ngành|cấp trên|cơ sở))",
    "Khoa(?! học| giáo); Quân khu; Sư đoàn; Trung đoàn",
)
"""First words of names; what follows in brackets keeps other words out ("Báo cáo", "Hội nghị", "Ban hành")."""

KINDS = either(
    "sở; ban; ngành; cơ quan; đơn vị; địa phương; tổ chức; đoàn thể; hội đoàn thể; huyện; quận; thành phố",
    "thị xã; thị trấn; xã; phường",
    "đặc khu; doanh nghiệp; ngân hàng; trường; bệnh viện; trung tâm; phòng; bộ; cục; chi cục; vụ; viện",
    "chi hội; Chi hội; công đoàn; liên đoàn; khoa; nhà trường; chi nhánh; báo; đài; hiệp hội; hội; tập đoàn",
    "công ty; hợp tác xã; thôn; ấp; bản; tổ dân phố; khu phố; chi bộ; đảng bộ; đảng ủy; Sở; Ban; Phòng; Trung tâm",
    "lớp(?! (?:tập huấn|bồi dưỡng|học|đào tạo|\\d)); tổ chuyên môn; bộ môn",
    "cơ sở (?:đoàn|hội); đoàn cơ sở; chi đoàn",
    "liên đội; chi đội; đội; cụm; trạm; hạt; nhà máy; xí nghiệp; câu lạc bộ; ban quản lý; đoàn",
    f"chi, đảng bộ; chi {_UY}; cấp {_UY}",
    "Hội; Cục; Chi cục; Ngân hàng; Bộ; Vụ; Điện lực; Trường; Bệnh viện; Công ty; Chi nhánh; Trạm; Đảng ủy",
    f"UBND; {_UB}; thành viên(?= Ban| Hội đồng| Tổ)",
)
"""What "các …" makes a class of units."""

POSTS = either(
    "[Đđ]ại diện; [Đđ]ồng chí; [Đđ]/c; [Ll]ãnh đạo; [Tt]hủ trưởng; [Nn]gười đứng đầu; [Gg]iám đốc",
    "[Pp]hó [Gg]iám đốc; [Cc]hủ tịch",
    "[Cc]ục trưởng; [Cc]hi cục trưởng; [Vv]ụ trưởng; [Vv]iện trưởng; [Tt]ổng biên tập; [Cc]hánh án",
    "[Tt]rạm trưởng; [Tt]ổ trưởng; [Đđ]ội trưởng; [Hh]ạt trưởng; [Cc]hủ nhiệm; Ban Giám (?:đốc|hiệu)(?= [A-ZĐ])",
    "[Pp]hó [Cc]hủ tịch; [Tt]rưởng; [Bb]í thư; [Cc]hánh; [Tt]ổng [Gg]iám đốc; [Hh]iệu trưởng",
    "[Pp]hó; [Tt]hành viên; [Cc]hỉ huy; [Nn]guyên; [ỦU][ỷy] viên",
    "[Cc]huyên viên; [Cc]ông chức; [Vv]iên chức",
)
"""Posts before the name of a body."""

ACTS = either(
    "làm; chuẩn bị; bố trí; tham mưu; tổ chức; thực hiện; triển khai; xây dựng; hướng dẫn",
    "(?<!Phòng Kế hoạch )(?<!phòng Kế hoạch )tổng hợp",
    "cung cấp; hỗ trợ; đón tiếp; đón; gửi",
    "trình; báo cáo; lập; kiểm tra; đôn đốc; theo dõi; rà soát; in; in ấn; phát hành; trang trí; bảo đảm",
    "đảm bảo; phục vụ; (?<!ứng )cử; mời; thông báo",
    "(?<!ông nghệ )thông tin; tuyên truyền; đăng ký(?! đất đai)",
    "đề xuất; đề nghị; hoàn thành; hoàn thiện; vận hành; lắp đặt",
    "kết nối; dự thảo; biên soạn; soạn thảo",
    "soạn; ban hành; phân công; sắp xếp; chịu trách nhiệm; có trách nhiệm; xác nhận; liên hệ; điều hành",
    "thẩm định; chủ động; chủ trì; căn cứ",
    "giúp",
    "cấp(?! tỉnh| huyện| xã| thành phố| quận| cơ sở| trên| dưới| [ủu]y| phường| Trung ương| học| cứu)",
    "tiếp nhận; phát(?! thanh| triển)",
    "quay phim; đưa tin; duy trì; phối hợp; tiến hành; viết; khảo sát; công bố(?! trí); giám sát; nghiên cứu",
    "đánh giá; đề ra; bảo vệ; huy động; điều chỉnh; hoàn chỉnh; bổ sung; khắc phục; chỉnh trang; tăng cường; mang theo",
    "vận động; lựa chọn; tập hợp; nhân bản; photo; photocopy; treo; tạo điều kiện; kịp thời; thống nhất",
    "nhắc; chỉ đạo; lãnh đạo,? chỉ đạo",
    "quán triệt; phổ biến; phân bổ; thanh toán; quyết toán; thanh quyết toán; lấy ý kiến; xin ý kiến",
    "tham gia; bàn giao; thiết kế; dự trù",
    "hiệp đồng; giao nhận; bầu; dàn dựng; biểu diễn; thi công; niêm yết; góp ý; cân đối",
    "theo (?:chức năng|nhiệm vụ|(?:sự )?phân công|lĩnh vực)",
    "trên cơ sở",
    "dự toán; tính toán; nộp; lấy; đặt; thuê; mua; trực(?= y tế| cấp cứu| bảo vệ| phòng cháy| chữa)",
    "cập nhật; đăng tải; đăng(?! ký đất đai); phát sóng",
    "(?<!uyên )truyền(?! hình| thông| thống); chụp ảnh; ghi; tập huấn; khẩn trương; tiếp tục; nghiêm túc; trao đổi",
    "thảo luận; giới thiệu",
    "dẫn chương trình; thu thập; xử lý; phê duyệt; kiểm soát; hợp đồng; thông qua; rút kinh nghiệm",
    "trình bày; bảo quản; giữ; trả lời; (?<!đăng )ký; quản lý và",
    "trong việc; để; nhằm; trước ngày; trước khi; trước \\d; chậm nhất; khi; đồng thời; tại Hội nghị; cho",
    "là đơn vị; là cơ quan; được giao",
    "đảm nhiệm; phụ trách",
    "mỗi(?= đơn vị| cơ quan| địa phương| sở| xã| ngành); được phân công; được chọn; được lựa chọn",
    "chưa; sẽ; đã; (?<![Hh]ậu )cần; phải; có nhiệm vụ; chủ động; cùng tham gia",
    "triệu tập; chỉnh trang; trưng bày; phân luồng; điều tiết; sưu tầm; bình chọn; xét chọn; thu xếp; ghi hình",
    "tường thuật; phản ánh; giải đáp; ứng trực; túc trực; điều động; tăng cường; tổng duyệt; truyền đạt; tiếp đón",
    "(?<=phường )lãnh đạo(?= UBND)|(?<=xã )lãnh đạo(?= UBND)",
    "lo(?= công tác| hậu cần| nơi| việc); bắn; đưa đón; vận chuyển; tuyển chọn; luyện tập; cài đặt",
    "tháo dỡ; dọn dẹp; thu dọn; sửa chữa; sản xuất; bình xét; hoàn tất",
    "thư điện tử; hộp thư; địa chỉ",
    "điện thoại; ĐT; SĐT; sđt; đt; email; số (?:điện thoại|máy); hotline",
    "thời gian; thời hạn; dự đầy đủ; tham dự đầy đủ; dự họp đầy đủ",
)
"""How what a unit does begins, in small letters, after its name."""

COMPOUNDS = either(
    "(?<!có )(?<!phân )(?<!ành chính )công; độc; thành; chương; quy; tờ; lộ; quá; (?<!uyên )giáo; bầu; ứng; công nghệ",
    "Đoàn kết",
    "đầu tư; dự án",
    "trung; cao; sơ",
    "ký; tiền; quản lý; sự nghiệp; đào",
)
"""Words after which an act is the second half of a noun ("công lập", "chương trình", "dự án xây dựng")."""

FIELDS = either(
    "NN&PTNT; NN và PTNT; Nông nghiệp và PTNT; GTVT; TN&MT; TNMT; KH&ĐT; LĐ-TB&XH; LĐTBXH; VHTT&DL; VH,TT&DL",
    "GD&ĐT; GDĐT; KH&CN; TT&TT; NN&MT; VHTTDL",
    "Văn hóa, Thể thao và Du lịch; Văn hóa, Thông tin; Văn hóa và Thể thao; Văn hóa và Thông tin",
    "Văn hóa - Xã hội; Kế hoạch và Đầu tư",
    "Thông tin và Truyền thông; Khoa học và Công nghệ; Giáo dục và Đào tạo; Nông nghiệp và Môi trường",
    "Tài nguyên và Môi trường",
    "Nông nghiệp và Phát triển nông thôn; Lao động - Thương binh và Xã hội",
    "Lao động, Thương binh và Xã hội; Dân tộc và Tôn giáo",
    "Giao thông vận tải; Giao thông Vận tải; Quy hoạch - Kiến trúc; Tài chính - Kế hoạch",
    "Kinh tế - Hạ tầng; Kinh tế và Hạ tầng; Công Thương",
    "Công thương; Nội vụ; Tư pháp; Tài chính; Xây dựng; Y tế; Du lịch; Ngoại vụ; Dân tộc; Kinh tế",
    "Quản lý đô thị; Quốc phòng; Ngoại giao",
)
"""Fields of departments and rooms, longest first: "các Sở: Nội vụ, Văn hóa, Thể thao và Du lịch" names two."""

NOUNS_TOO = frozenset(
    either(
        "tổ chức; báo cáo; thông tin; quản lý và; in; phục vụ; thực hiện; tham gia; kiểm tra; tuyên truyền; giám sát",
        "xây dựng; bảo vệ",
    ).split("|")
)
"""Acts that are nouns after "các", "cơ quan" or a comma in a name ("các tổ chức", "cơ quan kiểm tra")."""
