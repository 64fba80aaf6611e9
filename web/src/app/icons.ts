// The icons of the shell, one by one, so that no others are carried along.
export { default as ApartmentOutlined } from '@ant-design/icons/es/icons/ApartmentOutlined';
export { default as AppstoreOutlined } from '@ant-design/icons/es/icons/AppstoreOutlined';
export { default as BarChartOutlined } from '@ant-design/icons/es/icons/BarChartOutlined';
export { default as DownOutlined } from '@ant-design/icons/es/icons/DownOutlined';
export { default as FileTextOutlined } from '@ant-design/icons/es/icons/FileTextOutlined';
export { default as HomeOutlined } from '@ant-design/icons/es/icons/HomeOutlined';
export { default as InboxOutlined } from '@ant-design/icons/es/icons/InboxOutlined';
export { default as SearchOutlined } from '@ant-design/icons/es/icons/SearchOutlined';
export { default as SettingOutlined } from '@ant-design/icons/es/icons/SettingOutlined';
export { default as TeamOutlined } from '@ant-design/icons/es/icons/TeamOutlined';
export { default as UserOutlined } from '@ant-design/icons/es/icons/UserOutlined';
